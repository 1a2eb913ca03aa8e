// Parameters that refer to something without being references, and what their arguments own.
#include "mini.h"
#include <array>
#include <deque>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <string_view>

void count(std::size_t n);
bool urgent();
std::string name_of(int id);
std::vector<int> samples();
std::shared_ptr<std::string> shared_name();
mini::task<void> run_all(std::vector<mini::task<void>> work);

mini::task<void> show(std::string_view text) {
  co_await mini::tick();
  count(text.size()); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
mini::task<void> show_c(const char *text) {
  co_await mini::tick();
  count(std::string_view(text).size()); // note: the coroutine uses it here // note: the coroutine uses it here
}
mini::task<void> sum(std::span<const int> values) {
  co_await mini::tick();
  count(values.size()); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
mini::task<void> fill(std::span<int> values) {
  co_await mini::tick();
  for (int &v : values) // note: the coroutine uses it here
    v = 1;
}
mini::task<void> each(std::initializer_list<int> values) {
  for (int v : values) { // note: the coroutine uses it here
    count(static_cast<std::size_t>(v));
    co_await mini::tick();
  }
}
mini::task<void> from(std::vector<int>::const_iterator it, std::vector<int>::const_iterator end) {
  for (; it != end; ++it) // note: the coroutine uses it here // note: the coroutine uses it here
    co_await mini::tick();
}
mini::task<void> wrapped(std::reference_wrapper<const std::string> text) {
  co_await mini::tick();
  count(text.get().size()); // note: the coroutine uses it here // note: the coroutine uses it here
}
mini::task<void> maybe(std::optional<std::string_view> text) {
  co_await mini::tick();
  if (text) // note: the coroutine uses it here
    count(text->size());
}

// A view of one's own, and a class that holds a reference.
class [[gsl::Pointer]] Slice {
public:
  Slice(const std::string &text) : begin_(text.data()), size_(text.size()) {}
  std::size_t size() const { return size_; }

private:
  const char *begin_;
  std::size_t size_;
};
mini::task<void> show_slice(Slice slice) {
  co_await mini::tick();
  count(slice.size()); // note: the coroutine uses it here
}
struct Context {
  const std::string &name;
  int depth;
};
mini::task<void> enter(Context context) {
  co_await mini::tick();
  count(context.name.size()); // note: the coroutine uses it here // note: the coroutine uses it here
}
const std::string &same(const std::string &text [[clang::lifetimebound]]) { return text; }
mini::task<void> show_both(std::array<std::string_view, 2> texts) {
  co_await mini::tick();
  count(texts[0].size()); // note: the coroutine uses it here
}

// ---- Views of temporaries ----

mini::task<void> bad_view_of_a_returned_string(int id) {
  auto work = show(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_view_of_a_part(int id) {
  auto work = show(std::string_view(name_of(id)).substr(2)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_view_of_a_substring(std::string text) {
  auto work = show(text.substr(2)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_pointer_into_a_temporary(int id) {
  auto work = show_c(name_of(id).c_str()); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_pointer_by_data(int id) {
  auto work = show_c(name_of(id).data()); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_span_of_a_returned_vector() {
  auto work = sum(samples()); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_span_made_by_name() {
  auto work = sum(std::span<const int>(samples()).first(2)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_braces_as_a_list(int a, int b) {
  auto work = each({a, b}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_wrapper_of_a_temporary_string(int id) {
  auto work = wrapped(std::cref(same(name_of(id)))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_optional_view(int id) {
  auto work = maybe(std::string_view(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_own_view(int id) {
  auto work = show_slice(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_struct_with_a_reference(int id) {
  auto work = enter({name_of(id), 1}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_reference_passed_through(int id) {
  auto work = show(same(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_pointee_of_a_temporary_owner(int id) {
  auto work = show(*std::make_unique<std::string>(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_element_of_a_temporary() {
  auto work = show(std::array<std::string, 2>{name_of(1), name_of(2)}[1]); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_array_of_views(int id) {
  auto work = show_both({name_of(id), "b"}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

// ---- Views of locals of inner blocks ----

mini::task<void> bad_view_variable(int id) {
  std::optional<mini::task<void>> work;
  {
    std::string name = name_of(id); // note: 'name' is destroyed at the end of its scope
    std::string_view shown = name;
    work = show(shown); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await std::move(*work); // note: the task is used here, when 'name' is gone
}

mini::task<void> bad_span_of_an_inner_vector(bool wanted) {
  std::optional<mini::task<void>> work;
  if (wanted) {
    std::vector<int> values = samples(); // note: 'values' is destroyed at the end of its scope
    work = sum(values); // warn: the task refers to 'values', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  if (work)
    co_await std::move(*work); // note: the task is used here, when 'values' is gone
}

mini::task<void> bad_iterators_of_an_inner_vector(bool wanted) {
  std::optional<mini::task<void>> work;
  if (wanted) {
    auto values = samples(); // note: 'values' is destroyed at the end of its scope // note: 'values' is destroyed at the end of its scope
    work = from(values.begin(), values.end()); // warn: the task refers to 'values', which is destroyed before the task is done // warn: the task refers to 'values', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  if (work)
    co_await std::move(*work); // note: the task is used here, when 'values' is gone // note: the task is used here, when 'values' is gone
}

mini::task<void> bad_buffer_of_an_iteration(int rounds) {
  std::vector<mini::task<void>> work;
  for (int i = 0; i < rounds; ++i) {
    int buffer[16] = {}; // note: 'buffer' is destroyed at the end of its scope
    work.push_back(fill(buffer)); // warn: the task refers to 'buffer', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await run_all(std::move(work)); // note: the task is used here, when 'buffer' is gone
}

mini::task<void> bad_wrapper_of_an_inner_local(int id) {
  std::optional<mini::task<void>> work;
  {
    auto name = name_of(id); // note: 'name' is destroyed at the end of its scope
    work = wrapped(std::cref(name)); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await std::move(*work); // note: the task is used here, when 'name' is gone
}

mini::task<void> bad_struct_made_before(int id) {
  std::optional<mini::task<void>> work;
  {
    auto name = name_of(id); // note: 'name' is destroyed at the end of its scope
    Context context{name, 2};
    work = enter(context); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await std::move(*work); // note: the task is used here, when 'name' is gone
}

// ---- Correct ----

mini::task<void> good_views_of_literals() {
  auto first = show("literal");
  auto second = show_c("another");
  auto third = show(urgent() ? "yes" : "no");
  auto fourth = maybe("and one more");
  co_await std::move(first);
  co_await std::move(second);
  co_await std::move(third);
  co_await std::move(fourth);
}

mini::task<void> good_array_of_views(std::string_view text) {
  auto first = show_both({"a", "b"});
  auto second = show_both(std::array<std::string_view, 2>{text, "b"});
  co_await mini::tick();
  co_await std::move(first);
  co_await std::move(second);
}

using namespace std::string_view_literals;
constexpr std::string_view title = "constant";
mini::task<void> good_constant_views() {
  auto first = show(title);
  auto second = show("suffix"sv);
  static constexpr int values[] = {1, 2, 3};
  auto third = sum(values);
  co_await std::move(first);
  co_await std::move(second);
  co_await std::move(third);
}

mini::task<void> good_awaited_in_place(int id) {
  co_await show(name_of(id));
  co_await show_c(name_of(id).c_str());
  co_await sum(samples());
  co_await each({1, 2, id});
  co_await enter({name_of(id), 1});
  co_await show_slice(name_of(id));
}

mini::task<void> good_named_owner(int id) {
  std::string name = name_of(id);
  auto values = samples();
  auto first = show(name);
  auto second = show_c(name.c_str());
  auto third = sum(values);
  auto fourth = from(values.begin(), values.end());
  auto fifth = enter({name, 1});
  auto sixth = wrapped(name);
  co_await mini::tick();
  co_await std::move(first);
  co_await std::move(second);
  co_await std::move(third);
  co_await std::move(fourth);
  co_await std::move(fifth);
  co_await std::move(sixth);
}

mini::task<void> good_view_parameter_passed_on(std::string_view text, std::span<int> values) {
  auto first = show(text.substr(1));
  auto second = fill(values.first(2));
  co_await mini::tick();
  co_await std::move(first);
  co_await std::move(second);
}

// The owner behind the pointer outlives the task.
mini::task<void> good_pointee_of_a_named_owner() {
  auto owner = shared_name();
  auto work = show(*owner);
  co_await mini::tick();
  co_await std::move(work);
}

// Somebody else may own it as well.
mini::task<void> good_pointee_of_a_shared_owner() {
  auto work = show(*shared_name());
  co_await mini::tick();
  co_await std::move(work);
}

mini::task<void> good_elements_of_a_member(const std::map<int, std::string> &names) {
  auto found = names.find(3);
  if (found == names.end())
    co_return;
  auto work = show(found->second);
  co_await mini::tick();
  co_await std::move(work);
}

mini::task<void> good_inner_view_of_an_outer_string(int id, bool wanted) {
  std::string name = name_of(id);
  std::optional<mini::task<void>> work;
  if (wanted) {
    std::string_view part = std::string_view(name).substr(1);
    work = show(part);
  }
  if (work)
    co_await std::move(*work);
}

mini::task<void> good_inner_pointer_to_an_outer_buffer(int rounds) {
  int buffer[16] = {};
  std::vector<mini::task<void>> work;
  for (int i = 0; i < rounds; ++i) {
    auto part = std::span(buffer).subspan(static_cast<std::size_t>(i), 1);
    int *first = &buffer[i];
    work.push_back(fill(part));
    work.push_back(fill({first, 1}));
  }
  co_await run_all(std::move(work));
}

// The string is moved into the struct, and the struct into the frame.
struct Owned {
  std::string name;
};
mini::task<void> keep(Owned owned) {
  co_await mini::tick();
  count(owned.name.size());
}
mini::task<void> good_struct_that_owns(int id) {
  auto work = keep({name_of(id)});
  co_await mini::tick();
  co_await std::move(work);
}

mini::task<void> own(std::string text) {
  co_await mini::tick();
  count(text.size());
}
mini::task<void> good_view_converted_to_a_string(int id) {
  auto work = own(std::string(std::string_view(name_of(id)).substr(1)));
  co_await mini::tick();
  co_await std::move(work);
}
