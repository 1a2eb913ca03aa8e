# The rules' tests as a lit suite: one test per file and host, `<host>/<family>/<rule>/test.cpp`.
#
#   lit-22 -sv test/rules                         everything that has been built
#   lit-22 -sv test/rules --filter double-lock    one rule
#   lit-22 -sv test/rules --param hosts=plugin-22
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from lit_format import RuleFormat  # noqa: E402

config.name = "corolint rules"
config.test_source_root = str(HERE)
config.test_exec_root = os.path.join(lit_config.params.get("build", str(HERE.parents[1] / "build")), "test/rules")
config.test_format = RuleFormat(
    build=lit_config.params.get("build", str(HERE.parents[1] / "build")),
    build19=lit_config.params.get("build19", str(HERE.parents[1] / "build-19")),
    hosts=lit_config.params.get("hosts", "plugin-22,plugin-19,corolint,agree").split(","))
# lit keeps the times of the tests there, to run the slow ones first.
os.makedirs(config.test_exec_root, exist_ok=True)
