/* The filter: its expression, of the command line or a file, and its program as text. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "capture.h"

#define FILE_MAX (64 << 20)

/* Words with blanks between them. */
static char *joined(char **words)
{
	size_t n = 1;
	char *text, *to;

	for (char **w = words; *w; w++)
		n += strlen(*w) + 1;
	text = to = prog_alloc(n, 1);
	for (char **w = words; *w; w++) {
		if (w != words)
			*to++ = ' ';
		to = stpcpy(to, *w);
	}
	return text;
}

/* The whole file; behind # a line counts for nothing. */
static char *from_file(const char *path)
{
	int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);
	size_t n = 0, cap = 4096;
	char *text;
	bool remark = false;

	if (fd < 0) {
		warn_errno("can't open %s", path);
		return NULL;
	}
	text = prog_alloc(cap, 1);
	for (;;) {
		ssize_t got = read(fd, text + n, cap - n - 1);

		if (got <= 0)
			break;
		n += (size_t)got;
		if (n + 1 == cap && cap < FILE_MAX)
			text = prog_realloc(text, cap *= 2);
	}
	close(fd);
	text[n] = '\0';
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '#')
			remark = true;
		else if (text[i] == '\n')
			remark = false;
		if (remark)
			text[i] = ' ';
	}
	return text;
}

char *filter_text(const struct capture_cfg *c, char **words)
{
	return c->filter_file ? from_file(c->filter_file) : joined(words);
}

/* A number without a sign, as printf's %u. */
static void fragment_line(const struct bpf_insn *i, struct obuf *o)
{
	ob_str(o, "{ 0x");
	ob_hex(o, i->code, 0);
	ob_num(o, ", ", i->jt, ", ");
	ob_u(o, i->jf);
	ob_str(o, ", 0x");
	ob_hex(o, i->k, 8);
	ob_str(o, " },\n");
}

static void numbers_line(const struct bpf_insn *i, struct obuf *o)
{
	ob_num(o, "", i->code, " ");
	ob_num(o, "", i->jt, " ");
	ob_num(o, "", i->jf, " ");
	ob_num(o, "", i->k, "\n");
}

void filter_dump(const struct bpf_program *program, int how, struct obuf *o)
{
	if (how > 2)
		ob_num(o, "", program->bf_len, "\n");
	for (unsigned i = 0; i < program->bf_len; i++) {
		if (how > 2) {
			numbers_line(&program->bf_insns[i], o);
		} else if (how == 2) {
			fragment_line(&program->bf_insns[i], o);
		} else {
			ob_str(o, bpf_image(&program->bf_insns[i], (int)i));
			ob_c(o, '\n');
		}
	}
}
