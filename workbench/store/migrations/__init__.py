"""The steps from an empty file to the present schema, one module for each version.

A version is a module with three names: ``PLAN_TABLES``, the tables it adds that operations write
and the journal follows (parents before children); ``OWN_TABLES``, those it adds for the plan file
itself; ``SQL``, its statements. Put a new one at the end of `VERSIONS`. A version that has been
released is never edited.
"""

from workbench.store.migrations import version_1, version_2, version_3, version_4

#: In order; the place in the list is the version.
VERSIONS = (version_1, version_2, version_3, version_4)
