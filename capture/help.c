/* The printers that there are: --help=protocols, of which the manual has its list. */
#include <string.h>
#include <unistd.h>

#include "base/opt_text.h"
#include "base/prog.h"
#include "capture.h"

static void by_name(const struct printer *sorted[PRINTERS])
{
	for (unsigned n = 0; n < PRINTERS; n++) {
		const struct printer *p = registry_printer(n);
		unsigned at = n;

		for (; at && strcmp(p->name, sorted[at - 1]->name) < 0; at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = p;
	}
}

static int protocols(void)
{
	const struct printer *sorted[PRINTERS];
	struct obuf o;

	by_name(sorted);
	ob_open(&o, STDOUT_FILENO);
	for (unsigned n = 0; n < PRINTERS; n++) {
		ob_left(&o, sorted[n]->name, 16);
		ob_str(&o, sorted[n]->title);
		ob_c(&o, '\n');
	}
	if (ob_close(&o) == 0)
		return PROG_OK;
	warn_errno("write error");
	return PROG_FAIL;
}

int capture_help(const char *form)
{
	struct persona as = *persona_pick(capture_personas, prog_name());

	if (form && !strcmp(form, "protocols"))
		return protocols();
	as.help = NULL;
	return opt_text(&as, form);
}
