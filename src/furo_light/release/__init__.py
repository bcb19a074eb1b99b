"""The release of a built site: one archive with recipes for servers and checksums."""

from furo_light.release.archive import (
    Archive,
    Contents,
    UnpackableFileError,
    read_contents,
    write_archive,
)

__all__ = ["Archive", "Contents", "UnpackableFileError", "read_contents", "write_archive"]
