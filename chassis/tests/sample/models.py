from django.db import models


class Note(models.Model):
    text = models.TextField()
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
