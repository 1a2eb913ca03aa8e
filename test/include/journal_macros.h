// Macros of a project's log: their text calls what blocks.
#ifndef JOURNAL_MACROS_H
#define JOURNAL_MACROS_H

#include <chrono>
#include <thread>
#include <unistd.h>

namespace journal {
inline void write(int line) {
  if (line < 0)
    ::fsync(2);
}
} // namespace journal

#define JOURNAL_LINE(line) ::journal::write(line)
#define JOURNAL_REST() std::this_thread::sleep_for(std::chrono::seconds(1))

#endif
