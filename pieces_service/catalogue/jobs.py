from catalogue.suppression import reprendre_suppressions
from chassis.jobs import job

job(every=10)(reprendre_suppressions)
