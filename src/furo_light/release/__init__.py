"""What is to be put on a server: a built site in one archive, with recipes for the server and checksums."""

from furo_light.release.archive import Archived, write_archive
from furo_light.release.contents import Contents, read_contents

__all__ = ["Archived", "Contents", "read_contents", "write_archive"]
