#include "rt.h"
task rest() { co_await tick{}; }
