// What the rule is about, in a sentence.
#include "mini.h"

mini::task<void> bad_what_is_wrong() {
  co_await mini::tick(); // warn
}

mini::task<void> good_its_correct_sibling() {
  co_await mini::tick();
}
