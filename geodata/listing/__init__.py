"""The listing that associations keep: its fields, and pure rules for what is proposed, answered, merged and found."""
