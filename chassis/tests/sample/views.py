from django.db import OperationalError, transaction
from django_filters import rest_framework as filters
from rest_framework import generics, serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis import http
from chassis.auth.permissions import AUTHENTICATED, PUBLIC
from chassis.errors import Refusal
from chassis.idempotency import LEASE
from chassis.pagination import CursorPagination
from tests.sample.models import Note


class NoteSerializer(serializers.ModelSerializer):
    class Meta:
        model = Note
        fields = ["id", "text", "amount"]


class NoteFilter(filters.FilterSet):
    owner = filters.UUIDFilter(field_name="text")
    blank = filters.BooleanFilter(field_name="text", lookup_expr="isnull")


class TooLong(Refusal):
    code = "trop_long"


class NotesView(generics.ListCreateAPIView):
    required_permissions = {"GET": "notes.lire", "POST": "notes.gerer"}
    serializer_class = NoteSerializer
    filterset_class = NoteFilter
    search_fields = ["text"]
    ordering_fields = ["text"]
    queryset = Note.objects.order_by("id")

    def perform_create(self, serializer):
        with transaction.atomic():
            note = serializer.save()
            if len(note.text) > 50:
                raise TooLong(maximum=50)


class NotesByCursorView(generics.ListAPIView):
    required_permissions = {"GET": "notes.lire"}
    serializer_class = NoteSerializer
    pagination_class = CursorPagination
    queryset = Note.objects.all()


class StepsView(APIView):
    """A command that commits in several steps."""

    required_permissions = {"POST": AUTHENTICATED}
    idempotency = LEASE

    def post(self, request):
        Note.objects.create(text="step 1")
        if request.data.get("fail"):
            raise Refusal()
        return Response({"notes": Note.objects.count()})


class FilesView(APIView):
    """Takes a form with a file."""

    required_permissions = {"POST": AUTHENTICATED}
    parser_classes = [MultiPartParser]

    def post(self, request):
        sent = request.data["file"]
        note = Note.objects.create(text=f"{request.data['title']} {sent.name} {sent.read().decode()}")
        return Response({"text": note.text}, status=201, headers={"ETag": '"1"', "Location": f"/{note.pk}/"})


class AskingView(APIView):
    """Asks another service, in one transaction with its effect and its idempotency key."""

    required_permissions = {"POST": AUTHENTICATED}

    def post(self, request):
        with transaction.atomic():
            Note.objects.create(text="asked")
            answer = http.call("stock_service", "POST", "/internal/asked/", {})
            if not answer.ok:
                raise TooLong()
        return Response({})


class FailingView(APIView):
    required_permissions = PUBLIC

    def get(self, request, how):
        if how == "database":
            raise OperationalError("the connection is gone")
        raise RuntimeError("a mistake of ours")


class UndeclaredView(APIView):
    def get(self, request):
        return Response({})
