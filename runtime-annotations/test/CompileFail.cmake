# Compiles PROGRAM: it has to fail, with all that it expects among the errors,
# and to compile with GOOD defined.
set(command ${COMPILER} -std=c++20 -Wall -Wextra -Werror -fsyntax-only
            -I${INCLUDE} ${PROGRAM})
execute_process(COMMAND ${command} -DGOOD RESULT_VARIABLE good
                ERROR_VARIABLE errors)
if(NOT good EQUAL 0)
  message(FATAL_ERROR "does not compile with GOOD defined:\n${errors}")
endif()

execute_process(COMMAND ${command} RESULT_VARIABLE bad ERROR_VARIABLE errors)
if(bad EQUAL 0)
  message(FATAL_ERROR "compiles")
endif()
file(STRINGS ${PROGRAM} lines REGEX "^// expect: ")
if(NOT lines)
  message(FATAL_ERROR "expects nothing: add a line '// expect: text'")
endif()
foreach(line ${lines})
  string(REPLACE "// expect: " "" expected "${line}")
  string(FIND "${errors}" "${expected}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "'${expected}' is not among the errors:\n${errors}")
  endif()
endforeach()
