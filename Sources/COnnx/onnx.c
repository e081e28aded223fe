#include "onnx.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Version of the table that is asked for. Libraries from 1.18 on give it; later ones only append to it. */
enum { table_version = 18 };

/* Places in the table, counted from its beginning. */
enum {
  place_error_message = 2,
  place_create_environment = 3,
  place_create_session = 7,
  place_run = 9,
  place_create_options = 10,
  place_optimisation = 23,
  place_intra_threads = 24,
  place_inter_threads = 25,
  place_create_tensor = 49,
  place_create_memory = 69,
  place_release_environment = 92,
  place_release_status = 93,
  place_release_memory = 94,
  place_release_session = 95,
  place_release_value = 96,
  place_release_options = 100
};

/* Values of the library's enumerations. */
enum { level_error = 3, level_all = 99, type_float = 1, allocator_device = 0, memory_default = 0 };

typedef const void *const *table;
/* Null when all went well, else an object with a message that must be released. */
typedef void *status;

typedef struct {
  table (*table_of)(uint32_t version);
  const char *(*version)(void);
} base;

typedef const char *(*error_message)(const void *);
typedef status (*create_environment)(int, const char *, void **);
typedef status (*create_session)(const void *, const char *, const void *, void **);
typedef status (*run_session)(void *, const void *, const char *const *, const void *const *, size_t, const char *const *, size_t,
                              void **);
typedef status (*create_options)(void **);
typedef status (*set_number)(void *, int);
typedef status (*create_tensor)(const void *, void *, size_t, const int64_t *, size_t, int, void **);
typedef status (*create_memory)(int, int, void **);
typedef void (*release)(void *);

struct onnx_runtime {
  void *library;
  table functions;
  void *environment;
  void *memory;
};

typedef struct {
  char name[onnx_name_limit];
  int64_t shape[onnx_rank_limit];
  size_t rank;
  size_t bytes;
} tensor;

struct onnx_session {
  const onnx_runtime *runtime;
  void *session;
  tensor input;
  tensor outputs[onnx_output_limit];
  size_t output_count;
};

static void say(const char *text, char *message, size_t size) {
  if (size > 0) snprintf(message, size, "%s", text);
}

static void drop(table functions, int place, void *object) {
  if (object) ((release)functions[place])(object);
}

/* Reads and releases a status; 0 when there was none. */
static int failed(table functions, status state, char *message, size_t size) {
  if (!state) return 0;
  say(((error_message)functions[place_error_message])(state), message, size);
  drop(functions, place_release_status, state);
  return 1;
}

onnx_runtime *onnx_runtime_open(const char *library, char *message, size_t size) {
  void *opened = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!opened) {
    say(dlerror(), message, size);
    return NULL;
  }
  const base *(*base_of)(void) = (const base *(*)(void))dlsym(opened, "OrtGetApiBase");
  table functions = base_of ? base_of()->table_of(table_version) : NULL;
  onnx_runtime *runtime = functions ? calloc(1, sizeof *runtime) : NULL;
  if (!runtime) {
    say("the library does not offer the table of version 18", message, size);
    dlclose(opened);
    return NULL;
  }
  runtime->library = opened;
  runtime->functions = functions;
  status state = ((create_environment)functions[place_create_environment])(level_error, "biying", &runtime->environment);
  if (!state) state = ((create_memory)functions[place_create_memory])(allocator_device, memory_default, &runtime->memory);
  if (failed(functions, state, message, size)) {
    onnx_runtime_close(runtime);
    return NULL;
  }
  return runtime;
}

void onnx_runtime_close(onnx_runtime *runtime) {
  if (!runtime) return;
  drop(runtime->functions, place_release_memory, runtime->memory);
  drop(runtime->functions, place_release_environment, runtime->environment);
  /* The library stays mapped: it leaves thread-local state behind that must not lose its code. */
  free(runtime);
}

static int keep(tensor *kept, onnx_tensor given) {
  if (given.rank > onnx_rank_limit || strlen(given.name) >= onnx_name_limit) return 0;
  strcpy(kept->name, given.name);
  kept->rank = given.rank;
  kept->bytes = sizeof(float);
  for (size_t axis = 0; axis < given.rank; axis++) {
    kept->shape[axis] = given.shape[axis];
    kept->bytes *= (size_t)given.shape[axis];
  }
  return 1;
}

static status open_session(onnx_session *opened, const char *model) {
  table functions = opened->runtime->functions;
  void *options = NULL;
  status state = ((create_options)functions[place_create_options])(&options);
  if (!state) state = ((set_number)functions[place_optimisation])(options, level_all);
  if (!state) state = ((set_number)functions[place_intra_threads])(options, 1);
  if (!state) state = ((set_number)functions[place_inter_threads])(options, 1);
  if (!state) {
    state = ((create_session)functions[place_create_session])(opened->runtime->environment, model, options, &opened->session);
  }
  drop(functions, place_release_options, options);
  return state;
}

onnx_session *onnx_session_open(onnx_runtime *runtime, const char *model, onnx_tensor input, const onnx_tensor *outputs,
                                size_t output_count, char *message, size_t size) {
  onnx_session *opened = calloc(1, sizeof *opened);
  if (!opened) return NULL;
  opened->runtime = runtime;
  opened->output_count = output_count;
  int fits = output_count <= onnx_output_limit && keep(&opened->input, input);
  for (size_t index = 0; fits && index < output_count; index++) fits = keep(&opened->outputs[index], outputs[index]);
  if (!fits) {
    say("a tensor has too many axes or too long a name", message, size);
    free(opened);
    return NULL;
  }
  if (failed(runtime->functions, open_session(opened, model), message, size)) {
    free(opened);
    return NULL;
  }
  return opened;
}

void onnx_session_close(onnx_session *session) {
  if (!session) return;
  drop(session->runtime->functions, place_release_session, session->session);
  free(session);
}

static status wrap(const onnx_runtime *runtime, const tensor *shaped, void *values, void **wrapped) {
  create_tensor make = (create_tensor)runtime->functions[place_create_tensor];
  return make(runtime->memory, values, shaped->bytes, shaped->shape, shaped->rank, type_float, wrapped);
}

int onnx_session_run(const onnx_session *session, const float *input, float *const *outputs, char *message, size_t size) {
  const onnx_runtime *runtime = session->runtime;
  void *given = NULL;
  void *wanted[onnx_output_limit] = {NULL};
  const char *output_names[onnx_output_limit];
  const char *input_name = session->input.name;
  /* The library only reads an input; its function takes it without const. */
  status state = wrap(runtime, &session->input, (void *)input, &given);
  for (size_t index = 0; index < session->output_count; index++) {
    output_names[index] = session->outputs[index].name;
    if (!state) state = wrap(runtime, &session->outputs[index], outputs[index], &wanted[index]);
  }
  if (!state) {
    const void *inputs[1] = {given};
    state = ((run_session)runtime->functions[place_run])(session->session, NULL, &input_name, inputs, 1, output_names,
                                                         session->output_count, wanted);
  }
  drop(runtime->functions, place_release_value, given);
  for (size_t index = 0; index < session->output_count; index++) drop(runtime->functions, place_release_value, wanted[index]);
  return failed(runtime->functions, state, message, size);
}
