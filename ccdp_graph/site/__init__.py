"""Every route rendered to disk, with discovery files and the FAIR Data Point tree."""
