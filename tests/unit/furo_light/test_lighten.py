"""The settings of `conf.py` for lighter pages are those of the configuration."""

from a11ycheck.config import settings
from furo_light.extension import KINDS


def test_each_setting_of_the_configuration_can_stand_in_conf_py() -> None:
    expected = {
        setting.name: {list, tuple} if setting.many else {setting.kind}
        for setting in settings()
        if setting.command == "lighten"
    }
    for kinds in expected.values():
        if float in kinds:
            kinds.add(int)  # as `1` is in Python
    assert expected == KINDS
