from catalogue.images import effacer_images_inutiles
from catalogue.importation.conduite import conduire_imports
from catalogue.suppression import reprendre_suppressions
from chassis.jobs import job

job(every=10)(reprendre_suppressions)
job(every=1)(conduire_imports)
job(every=60)(effacer_images_inutiles)
