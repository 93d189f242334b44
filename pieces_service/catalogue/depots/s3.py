"""Any store that speaks S3 (AWS, MinIO, Garage, OVH...), signature version 4. The bucket stays private."""

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from catalogue.depots.interface import Adresses, DepotIndisponible, nom_de
from catalogue.pixels import Photo

CONFIGURATION = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=2,
    read_timeout=10,
    retries={"max_attempts": 2, "mode": "standard"},
    # Others than AWS do not all know the checksums that boto3 would add.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class DepotS3:
    """`adresse` is empty for AWS itself."""

    nom = "s3"

    def __init__(self, *, adresse: str, region: str, seau: str, cle: str, secret: str):
        self._seau = seau
        self._client = boto3.client(
            "s3",
            endpoint_url=adresse or None,
            region_name=region,
            aws_access_key_id=cle,
            aws_secret_access_key=secret,
            config=CONFIGURATION,
        )

    def deposer(self, cle: str, photo: Photo) -> Adresses:
        for miniature, contenu in ((False, photo.contenu), (True, photo.miniature)):
            self._demander("put_object", cle, miniature=miniature, Body=contenu, ContentType=photo.type)
        return Adresses()

    def lire(self, cle: str, *, miniature: bool) -> bytes | None:
        try:
            return self._demander("get_object", cle, miniature=miniature)["Body"].read()
        except DepotIndisponible as error:
            if isinstance(error.__cause__, self._client.exceptions.NoSuchKey):
                return None
            raise

    def effacer(self, cle: str) -> None:
        for miniature in (True, False):
            self._demander("delete_object", cle, miniature=miniature)

    def _demander(self, quoi: str, cle: str, *, miniature: bool, **options):
        try:
            return getattr(self._client, quoi)(
                Bucket=self._seau, Key=nom_de(cle, miniature=miniature), **options
            )
        except (BotoCoreError, ClientError) as error:
            raise DepotIndisponible() from error
