"""A lit test format: every rule's test through every host, and the hosts against each other."""
import pathlib
import sys

import lit.formats
import lit.Test

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "hosts"))
import agree  # noqa: E402
import run_rule  # noqa: E402

CODES = {0: lit.Test.PASS, 1: lit.Test.FAIL, run_rule.BROKEN: lit.Test.UNRESOLVED, run_rule.SKIPPED: lit.Test.UNSUPPORTED}


def rule_tests():
    """Every file in the format of a rule's test."""
    return sorted([*run_rule.ROOT.glob("checks/*/*/test*.cpp"), *run_rule.ROOT.glob("test/models/*.cpp")])


class RuleFormat(lit.formats.TestFormat):
    def __init__(self, build, build19, hosts):
        self.build, self.build19, self.wanted = build, build19, hosts

    def getTestsInDirectory(self, suite, path_in_suite, lit_config, config):
        if path_in_suite:
            return
        known = [*run_rule.hosts(), "agree"]
        for host in self.wanted:
            if host not in known:
                lit_config.fatal(f"no host '{host}'; --param hosts=... takes a list of {', '.join(known)}")
            for path in rule_tests():
                yield lit.Test.Test(suite, (host, *path.relative_to(run_rule.ROOT).parts), config)

    def execute(self, test, lit_config):
        host, *parts = test.path_in_suite
        path = run_rule.ROOT.joinpath(*parts)
        hosts = run_rule.hosts(pathlib.Path(self.build), pathlib.Path(self.build19))
        status, lines = agree.compare(path, hosts) if host == "agree" else run_rule.run(path, hosts[host])
        return CODES[status], "\n".join(lines)
