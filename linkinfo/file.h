/* Whole files in memory, bounded. */
#ifndef LINKINFO_FILE_H
#define LINKINFO_FILE_H

#include <stddef.h>
#include <stdint.h>

/* What a device says its registers or EEPROM take is believed up to here. */
#define FILE_MOST (16u << 20)

/*
 * Reads a descriptor to its end, at most `most` bytes. *p is to be freed. -1 with errno: EFBIG when
 * there is more.
 */
int file_read(int fd, size_t most, uint8_t **p, size_t *n);

/* The same of a file by its name. */
int file_load(const char *name, size_t most, uint8_t **p, size_t *n);

/* Writes it all. -1 with errno. */
int file_write(int fd, const void *p, size_t n);

#endif
