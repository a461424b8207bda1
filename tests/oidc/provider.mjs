// A real OpenID Connect provider on loopback, set to behave as ProConnect documents: PKCE required, userinfo as a token
// signed by RS256, claims `siret` and `email` read there and not in the identity token.
// node provider.mjs <port of the provider> <address of the client>
import { generateKeyPairSync } from "node:crypto";
import * as oidc from "oidc-provider";

const [port, application] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { ...privateKey.export({ format: "jwk" }), kid: "essai", use: "sig", alg: "RS256" };

// Whoever logs in as « lozere » is lozere@essai.example: only the function is invented, there is no person.
const account = (login) => ({
  accountId: login,
  claims: () => ({ sub: login, email: `${login}@essai.example`, email_verified: true, siret: "00000000000000" }),
});

const provider = new oidc.Provider(issuer, {
  clients: [
    {
      client_id: "vigie-essai",
      client_secret: "un-secret-pour-les-essais-seulement",
      redirect_uris: [`${application}/connexion/essai/retour`],
      post_logout_redirect_uris: [`${application}/`],
      userinfo_signed_response_alg: "RS256",
    },
  ],
  findAccount: (_context, login) => account(login),
  claims: { openid: ["sub"], email: ["email", "email_verified"], siret: ["siret"] },
  scopes: ["openid", "email", "siret"],
  conformIdTokenClaims: true,
  pkce: { required: () => true },
  features: { userinfo: { enabled: true }, jwtUserinfo: { enabled: true }, devInteractions: { enabled: true } },
  cookies: { keys: ["des-cookies-pour-les-essais-seulement"] },
  jwks: { keys: [key] },
});

const server = provider.listen(Number(port), "127.0.0.1", () => console.log(`ready ${issuer}`));
process.on("SIGTERM", () => server.close(() => process.exit(0)) && server.closeAllConnections());
