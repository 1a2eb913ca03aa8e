# The tests with RUN lines: drivers, hosts, error messages (test/**/*.test, and *.cpp of test/driver).
#
#   lit-22 -sv test                         everything but the rules' tests, which are a suite of their own
#   lit-22 -sv test/driver --filter models
import os
import pathlib
import shutil

import lit.formats

ROOT = pathlib.Path(__file__).resolve().parent.parent
build = lit_config.params.get("build", str(ROOT / "build"))
build19 = lit_config.params.get("build19", str(ROOT / "build-19"))

config.name = "corolint"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".test"]
config.excludes = ["Inputs", "rules", "unit", "models", "include"]
config.test_source_root = str(ROOT / "test")
config.test_exec_root = os.path.join(build, "test/lit")

# Messages of tools are compared, so they come in one language; a user's configuration must not leak in.
config.environment["LC_ALL"] = "C.UTF-8"
# Nor does what an earlier run has kept.
config.environment["XDG_CACHE_HOME"] = os.path.join(config.test_exec_root, "cache")
shutil.rmtree(config.environment["XDG_CACHE_HOME"], ignore_errors=True)
config.environment["PATH"] = os.pathsep.join(["/usr/lib/llvm-22/bin", os.environ.get("PATH", "/usr/bin:/bin")])

FLAGS = f"-std=c++20 -I{ROOT / 'test/include'} -I{ROOT / 'runtime-annotations/include'}"
config.substitutions += [
    # The longer name first: lit replaces in this order.
    ("%corolint-clangd", f"{build}/bin/corolint-clangd"),
    ("%corolint", f"{build}/bin/corolint"),
    ("%plugin-19", f"{build19}/lib/CorolintPlugin.so"),
    ("%plugin", f"{build}/lib/CorolintPlugin.so"),
    ("%root", str(ROOT)),
    ("%flags", FLAGS),
]
for feature, path in (("corolint", f"{build}/bin/corolint"), ("corolint-clangd", f"{build}/bin/corolint-clangd"),
                      ("plugin", f"{build}/lib/CorolintPlugin.so"), ("plugin-19", f"{build19}/lib/CorolintPlugin.so")):
    if os.path.exists(path):
        config.available_features.add(feature)
# lit keeps the times of the tests there, to run the slow ones first.
os.makedirs(config.test_exec_root, exist_ok=True)
