#ifndef BIYING_ONNX_H
#define BIYING_ONNX_H

#include <stddef.h>
#include <stdint.h>

/* A small face over ONNX Runtime, which is opened when it is needed: its wheel brings the library without headers, and its table of
   functions only ever grows at the end, so the places used here (see onnx.c) stay what they are. */

/* The opened library with its environment. Kept as long as a session of it lives. */
typedef struct onnx_runtime onnx_runtime;
/* One model, ready to run. May be run from several threads at once. */
typedef struct onnx_session onnx_session;

enum { onnx_rank_limit = 4, onnx_output_limit = 2, onnx_name_limit = 32 };

/* A 32-bit float tensor of a model: its name and its fixed shape. */
typedef struct {
  const char *name;
  int64_t shape[onnx_rank_limit];
  size_t rank;
} onnx_tensor;

/* Every function below writes the reason of a failure into `message` (cut to `size`, always ended) and returns null or non-zero. */

onnx_runtime *onnx_runtime_open(const char *library, char *message, size_t size);
void onnx_runtime_close(onnx_runtime *runtime);

/* The graph is optimised fully and runs on the calling thread alone, so that the result never depends on the number of cores. */
onnx_session *onnx_session_open(onnx_runtime *runtime, const char *model, onnx_tensor input, const onnx_tensor *outputs,
                                size_t output_count, char *message, size_t size);
void onnx_session_close(onnx_session *session);

/* `input` and each of `outputs` hold as many floats as their shapes say; the outputs are written in place. */
int onnx_session_run(const onnx_session *session, const float *input, float *const *outputs, char *message, size_t size);

#endif
