# Linting as part of a build.
#
#   include(<corolint>/cmake/CorolintLint.cmake)
#   corolint_add_lint(<target> [OPTIONS <option>...])
#
# adds the target <target>-lint, which analyses the C and C++ sources of <target> and reports on all of them together, as
# corolint does over a compile_commands.json. Each source is an action of the build of its own: as many run at a time as the
# build allows, and later builds analyse only what has changed, with its headers. OPTIONS go to `corolint summarize`:
# --checks, --warnings-as-errors, --models, ...
#
# It needs a generator that exports compile commands (Ninja, Makefiles) and corolint on the PATH, or COROLINT set to it.
# A source that two targets compile has to be linted through corolint itself.
function(corolint_add_lint target)
  cmake_parse_arguments(PARSE_ARGV 1 LINT "" "" "OPTIONS")
  if(LINT_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "corolint_add_lint(${target}): unknown arguments ${LINT_UNPARSED_ARGUMENTS}; there is OPTIONS")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "corolint_add_lint(${target}): there is no such target; call it after add_executable or add_library")
  endif()
  find_program(COROLINT corolint DOC "The linter for coroutines")
  if(NOT COROLINT)
    message(FATAL_ERROR "corolint_add_lint(${target}): corolint is not on the PATH; set COROLINT to where it is")
  endif()
  set_target_properties(${target} PROPERTIES EXPORT_COMPILE_COMMANDS ON)
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  set(summaries)
  foreach(source IN LISTS sources)
    if(NOT source MATCHES "\\.(c|cc|cpp|cxx|c\\+\\+|C|m|mm)$")
      continue()
    endif()
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${folder} NORMALIZE)
    string(SHA256 name "${source}")
    string(SUBSTRING "${name}" 0 16 name)
    cmake_path(GET source FILENAME file)
    set(summary "${CMAKE_CURRENT_BINARY_DIR}/${target}.corolint/${file}-${name}.corolint")
    add_custom_command(
      OUTPUT "${summary}"
      COMMAND "${COROLINT}" summarize --quiet --no-cache -p "${CMAKE_BINARY_DIR}" ${LINT_OPTIONS}
              "--depfile=${summary}.d" -o "${summary}" "${source}"
      DEPENDS "${source}" "${COROLINT}" "${CMAKE_BINARY_DIR}/compile_commands.json"
      DEPFILE "${summary}.d"
      COMMENT "Linting ${file}"
      VERBATIM)
    list(APPEND summaries "${summary}")
  endforeach()
  file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/${target}.corolint")
  list(TRANSFORM summaries REPLACE "(.+)" "\"\\1\"" OUTPUT_VARIABLE quoted)
  list(JOIN quoted "\n" lines)
  set(list "${CMAKE_CURRENT_BINARY_DIR}/${target}.corolint/summaries.txt")
  file(GENERATE OUTPUT "${list}" CONTENT "${lines}\n")
  add_custom_target(${target}-lint COMMAND "${COROLINT}" link --quiet "@${list}" DEPENDS ${summaries} VERBATIM USES_TERMINAL)
endfunction()
