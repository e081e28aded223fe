#include "darkroom.h"

#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>
#include <jerror.h>

typedef struct {
  struct jpeg_compress_struct picture;
  struct jpeg_error_mgr errors;
  struct jpeg_destination_mgr target;
  jmp_buf escape;
  uint8_t *out;
  size_t capacity;
  int32_t code;
} writer;

static void leave(j_common_ptr common) {
  writer *self = common->client_data;
  if (self->code == DARKROOM_FINE) {
    self->code = common->err->msg_code == JERR_OUT_OF_MEMORY ? DARKROOM_NO_MEMORY : DARKROOM_DAMAGED;
  }
  longjmp(self->escape, 1);
}

static void say_nothing(j_common_ptr common) { (void)common; }
static void begin(j_compress_ptr picture) { (void)picture; }
static void end(j_compress_ptr picture) { (void)picture; }

static boolean full(j_compress_ptr picture) {
  writer *self = picture->client_data;
  self->code = DARKROOM_FULL;
  longjmp(self->escape, 1);
}

static void set_up(writer *self, const darkroom_jpeg_plan *plan) {
  struct jpeg_compress_struct *picture = &self->picture;
  self->target.init_destination = begin;
  self->target.empty_output_buffer = full;
  self->target.term_destination = end;
  self->target.next_output_byte = self->out;
  self->target.free_in_buffer = self->capacity;
  picture->dest = &self->target;
  picture->image_width = plan->width;
  picture->image_height = plan->height;
  picture->input_components = 3;
  picture->in_color_space = JCS_RGB;
  jpeg_set_defaults(picture);
  jpeg_set_quality(picture, plan->quality, TRUE);
  picture->comp_info[0].h_samp_factor = plan->chroma_step;
  picture->comp_info[0].v_samp_factor = plan->chroma_step;
  picture->optimize_coding = TRUE;
  picture->dct_method = JDCT_ISLOW;
  /* Unit 1 is dots per inch. */
  picture->density_unit = 1;
  picture->X_density = (UINT16)plan->dots_per_inch;
  picture->Y_density = (UINT16)plan->dots_per_inch;
}

int32_t darkroom_jpeg_write(
  const uint8_t *rgb, const darkroom_jpeg_plan *plan, uint8_t *out, size_t capacity, size_t *used) {
  writer self = {0};
  size_t stride = (size_t)plan->width * 3;
  self.out = out;
  self.capacity = capacity;
  self.picture.err = jpeg_std_error(&self.errors);
  self.errors.error_exit = leave;
  self.errors.output_message = say_nothing;
  self.picture.client_data = &self;
  if (setjmp(self.escape) != 0) {
    jpeg_destroy_compress(&self.picture);
    return self.code;
  }
  jpeg_create_compress(&self.picture);
  set_up(&self, plan);
  jpeg_start_compress(&self.picture, TRUE);
  while (self.picture.next_scanline < self.picture.image_height) {
    JSAMPROW rows[16];
    uint32_t left = self.picture.image_height - self.picture.next_scanline;
    uint32_t ask = left < 16 ? left : 16;
    for (uint32_t index = 0; index < ask; index++) {
      rows[index] = (JSAMPROW)(rgb + stride * (self.picture.next_scanline + index));
    }
    jpeg_write_scanlines(&self.picture, rows, ask);
  }
  jpeg_finish_compress(&self.picture);
  *used = capacity - self.target.free_in_buffer;
  jpeg_destroy_compress(&self.picture);
  return DARKROOM_FINE;
}
