#include "darkroom.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <jerror.h>

struct darkroom_jpeg {
  struct jpeg_decompress_struct picture;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  int32_t code;
  uint32_t scans;
  int is_open;
};

static int32_t code_of(int message) {
  switch (message) {
  case JERR_OUT_OF_MEMORY:
  case JERR_NO_BACKING_STORE: return DARKROOM_NO_MEMORY;
  case JERR_INPUT_EOF:
  case JERR_INPUT_EMPTY:
  case JWRN_JPEG_EOF: return DARKROOM_CUT_OFF;
  default: return DARKROOM_DAMAGED;
  }
}

static void leave(j_common_ptr common) {
  darkroom_jpeg *reader = common->client_data;
  reader->code = code_of(common->err->msg_code);
  longjmp(reader->escape, 1);
}

/* Negative levels are warnings about the data: a picture that is partly invented is no picture. */
static void note(j_common_ptr common, int level) {
  if (level < 0) leave(common);
}

static void say_nothing(j_common_ptr common) { (void)common; }

/* Called for each row of blocks and scan: a file of endless empty scans costs time without bound. */
static void watch(j_common_ptr common) {
  darkroom_jpeg *reader = common->client_data;
  if (reader->picture.input_scan_number > (int)reader->scans) {
    reader->code = DARKROOM_TOO_MANY_SCANS;
    longjmp(reader->escape, 1);
  }
}

darkroom_jpeg *darkroom_jpeg_make(void) {
  darkroom_jpeg *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  reader->picture.err = jpeg_std_error(&reader->errors);
  reader->errors.error_exit = leave;
  reader->errors.emit_message = note;
  reader->errors.output_message = say_nothing;
  reader->picture.client_data = reader;
  if (setjmp(reader->escape) != 0) {
    free(reader);
    return NULL;
  }
  jpeg_create_decompress(&reader->picture);
  reader->progress.progress_monitor = watch;
  reader->picture.progress = &reader->progress;
  reader->is_open = 1;
  return reader;
}

void darkroom_jpeg_free(darkroom_jpeg *reader) {
  if (reader == NULL) return;
  if (reader->is_open) jpeg_destroy_decompress(&reader->picture);
  free(reader);
}

int32_t darkroom_jpeg_start(
  darkroom_jpeg *reader, const uint8_t *bytes, size_t count, const darkroom_jpeg_wish *wish, darkroom_size *size) {
  struct jpeg_decompress_struct *picture = &reader->picture;
  if (setjmp(reader->escape) != 0) return reader->code;
  reader->scans = wish->scans;
  picture->mem->max_memory_to_use = (long)wish->memory_bytes;
  jpeg_mem_src(picture, bytes, (unsigned long)count);
  jpeg_read_header(picture, TRUE);
  if (picture->image_width != wish->width || picture->image_height != wish->height
      || picture->num_components != (int)wish->components || picture->data_precision != 8) {
    return DARKROOM_OTHER_HEADER;
  }
  picture->scale_num = 1;
  picture->scale_denom = wish->scale;
  picture->out_color_space = wish->output == DARKROOM_OUT_CMYK ? JCS_CMYK : JCS_RGB;
  picture->dct_method = JDCT_ISLOW;
  jpeg_start_decompress(picture);
  if (picture->output_components != (wish->output == DARKROOM_OUT_CMYK ? 4 : 3)) return DARKROOM_OTHER_HEADER;
  size->width = picture->output_width;
  size->height = picture->output_height;
  return DARKROOM_FINE;
}

int32_t darkroom_jpeg_rows(darkroom_jpeg *reader, uint8_t *out, size_t stride, uint32_t rows) {
  struct jpeg_decompress_struct *picture = &reader->picture;
  JSAMPROW pointers[8];
  if (setjmp(reader->escape) != 0) return reader->code;
  uint32_t first = picture->output_scanline;
  if (rows > picture->output_height - first) return DARKROOM_DAMAGED;
  while (picture->output_scanline < first + rows) {
    uint32_t done = picture->output_scanline - first;
    uint32_t ask = rows - done < 8 ? rows - done : 8;
    for (uint32_t index = 0; index < ask; index++) pointers[index] = out + stride * (done + index);
    if (jpeg_read_scanlines(picture, pointers, ask) == 0) return DARKROOM_CUT_OFF;
  }
  return DARKROOM_FINE;
}

int32_t darkroom_jpeg_finish(darkroom_jpeg *reader) {
  if (setjmp(reader->escape) != 0) return reader->code;
  return jpeg_finish_decompress(&reader->picture) ? DARKROOM_FINE : DARKROOM_CUT_OFF;
}
