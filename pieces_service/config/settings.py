from pathlib import Path

from chassis.defaults import *  # noqa: F403  the same for every service
from chassis.defaults import STATE_DIR, databases, finish, installed_apps, openapi
from chassis.env import env

SERVICE_NAME = "pieces_service"
SERVICE_PREFIXES = ["/api/pieces/", "/api/public/"]
SERVICE_PORT = env.integer("SERVICE_PORT", 8001)

INSTALLED_APPS = installed_apps("django.contrib.postgres", "catalogue")
DATABASES = databases()
SPECTACULAR_SETTINGS = openapi("Catalogue", "Pièces et catégories.", SERVICE_PREFIXES[0])

# Where pictures are kept (catalogue/depots): local, s3, imgbb or freeimage. The chosen one must have its
# settings; those of another serve the pictures that it took in before.
IMAGES_STORAGE = env.text("IMAGES_STORAGE", "local")
IMAGES_DIR = Path(env.text("IMAGES_DIR", str(STATE_DIR / "images")))
_S3, _IMGBB, _FREEIMAGE = (None if nom == IMAGES_STORAGE else "" for nom in ("s3", "imgbb", "freeimage"))
S3_ENDPOINT_URL = env.text("S3_ENDPOINT_URL", "")  # empty: AWS
S3_REGION = env.text("S3_REGION", "us-east-1")
S3_BUCKET = env.text("S3_BUCKET", _S3)
S3_ACCESS_KEY_ID = env.text("S3_ACCESS_KEY_ID", _S3)
S3_SECRET_ACCESS_KEY = env.text("S3_SECRET_ACCESS_KEY", _S3)
IMGBB_URL = env.text("IMGBB_URL", "https://api.imgbb.com")
IMGBB_API_KEY = env.text("IMGBB_API_KEY", _IMGBB)
FREEIMAGE_URL = env.text("FREEIMAGE_URL", "https://freeimage.host")
FREEIMAGE_API_KEY = env.text("FREEIMAGE_API_KEY", _FREEIMAGE)
if IMAGES_STORAGE not in ("local", "s3", "imgbb", "freeimage"):
    env.text(f"IMAGES_STORAGE must be local, s3, imgbb or freeimage, not {IMAGES_STORAGE!r};")

finish(SERVICE_NAME)
