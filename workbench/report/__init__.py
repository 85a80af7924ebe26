"""Printed documents: what goes in, charts for paper, typst."""
