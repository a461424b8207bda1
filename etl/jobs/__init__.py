"""The sources that Vigie knows, in the order of the import page."""

from etl.job import Job
from etl.jobs import (
    associations,
    case_counts,
    diagnostics_360,
    etat_4001,
    general_supply,
    listing_reviews,
    population,
    relocation_requests,
    secure_capacity,
)

JOBS: dict[str, Job] = {
    job.id: job
    for job in (
        associations.JOB,
        listing_reviews.JOB,
        diagnostics_360.JOB,
        general_supply.JOB,
        relocation_requests.JOB,
        etat_4001.JOB,
        case_counts.JOB,
        population.JOB,
        secure_capacity.JOB,
    )
}
