/* Passphrases: given as such, from the environment, a file, a descriptor, standard input. */
#include "pass.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "base/num.h"
#include "base/prog.h"

#define PASS_MAX 1024

static char *copy(const char *s, size_t n)
{
	char *p = prog_alloc(n + 1, 1);

	memcpy(p, s, n);
	return p;
}

static char *bad(struct text *t, const char *words, const char *what, const char *behind)
{
	struct obuf *o = text_say(t);

	ob_str(o, words);
	ob_esc(o, what, strlen(what));
	ob_str(o, behind);
	ob_c(o, '\n');
	text_said(t);
	return NULL;
}

/* The first line, byte by byte: what follows is for others to read. */
static char *first_line(struct text *t, int fd)
{
	char line[PASS_MAX], *pass;
	size_t n = 0;

	while (n < sizeof(line) && read(fd, line + n, 1) == 1 && line[n] != '\n')
		n++;
	if (!n)
		return bad(t, "Error reading password from BIO", "", "");
	if (line[n - 1] == '\r')
		n--;
	pass = copy(line, n);
	OPENSSL_cleanse(line, sizeof(line));
	return pass;
}

static char *from_file(struct text *t, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *pass;

	if (fd < 0)
		return bad(t, "Can't open file ", path, "");
	pass = first_line(t, fd);
	close(fd);
	return pass;
}

char *pass_read(struct text *t, const char *source)
{
	const char *value;
	int64_t fd;

	if (strncmp(source, "pass:", 5) == 0)
		return copy(source + 5, strlen(source + 5));
	if (strncmp(source, "env:", 4) == 0) {
		value = getenv(source + 4);
		return value ? copy(value, strlen(value)) :
			       bad(t, "No environment variable ", source + 4, "");
	}
	if (strncmp(source, "file:", 5) == 0)
		return from_file(t, source + 5);
	if (strncmp(source, "fd:", 3) == 0)
		return num_int(source + 3, 0, 1 << 20, &fd) == NUM_OK ?
			       first_line(t, (int)fd) :
			       bad(t, "Invalid file descriptor ", source + 3, "");
	if (strcmp(source, "stdin") == 0)
		return first_line(t, STDIN_FILENO);
	value = memchr(source, ':', strnlen(source, 5));
	if (!value)
		return bad(t, "Invalid password argument, missing ':' within the first 5 chars", "",
			   "");
	source = copy(source, (size_t)(value - source));
	bad(t, "Invalid password argument, starting with \"", source, ":\"");
	free((char *)(uintptr_t)source);
	return NULL;
}

void pass_free(char *pass)
{
	if (pass)
		OPENSSL_cleanse(pass, strlen(pass));
	free(pass);
}
