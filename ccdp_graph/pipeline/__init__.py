"""The order of the stages: from workbooks to a build."""
