/* Stub until the screen is there. */
#include "tracepath.h"
const struct trace_renderer mtr_screen = { 0 };
const struct trace_renderer mtr_split = { 0 };
