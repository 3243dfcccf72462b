/* Which interfaces and aliases are shown, and in which order. */
#include "ifstat.h"

#include <errno.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Of the digits at *p, which moves behind them: names are too short for more than 64 bits. */
static uint64_t number(const char **p)
{
	uint64_t v = 0;

	for (; is_digit(**p); ++*p)
		v = 10 * v + (unsigned)(**p - '0');
	return v;
}

void ifstat_row_name(struct ifstat_row *row, const char *name)
{
	const char *p;
	uint8_t n = 0;

	while (name[n] && name[n] != ':' && n < IF_NAMESIZE)
		n++;
	while (n && is_digit(name[n - 1]))
		n--;
	p = name + n;
	row->name = name;
	row->stem = n;
	row->number = number(&p);
}

/* Two of one stem and number: aliases, and names that differ in leading zeros. */
static int tail_order(const char *a, const char *b, size_t stem)
{
	const char *p = a + stem, *q = b + stem;
	int order;

	number(&p);
	number(&q);
	if (*p == ':' && *q == ':') {
		uint64_t n, m;

		p++;
		q++;
		n = number(&p);
		m = number(&q);
		if (n != m)
			return n < m ? -1 : 1;
	}
	order = strcmp(p, q);
	return order ? order : strcmp(a, b);
}

int ifstat_row_order(const void *a, const void *b)
{
	const struct ifstat_row *x = a, *y = b;
	int order = memcmp(x->name, y->name, x->stem < y->stem ? x->stem : y->stem);

	if (order)
		return order;
	if (x->stem != y->stem)
		return x->stem < y->stem ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return tail_order(x->name, y->name, x->stem);
}

struct rows {
	struct ifstat_row *rows;
	size_t n;
};

static bool seen(const struct link *l, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(l->addrs[j].label, l->addrs[i].label) == 0)
			return true;
	return false;
}

static struct ifstat_row *add_row(struct rows *rows, const struct link *l, const char *name)
{
	struct ifstat_row *row = &rows->rows[rows->n++];

	*row = (struct ifstat_row){ .link = l };
	ifstat_row_name(row, name);
	return row;
}

/* The interface, with the first address under its own name, and a row for each further label. */
static void add_rows(struct rows *rows, const struct link *l)
{
	struct ifstat_row *own = add_row(rows, l, l->name);

	for (size_t i = 0; i < l->naddrs && l->addrs[i].local.family == ADDR_V4; i++) {
		const struct link_addr *a = &l->addrs[i];

		if (strcmp(a->label, l->name) == 0 && !own->inet) {
			own->inet = a;
		} else if (strchr(a->label, ':') && !seen(l, i)) {
			struct ifstat_row *row = add_row(rows, l, a->label);

			row->inet = a;
			row->alias = true;
		}
	}
}

static struct rows all_rows(const struct link_table *t, bool down_too)
{
	struct rows rows = { prog_alloc(t->n + t->naddrs, sizeof(*rows.rows)), 0 };

	for (size_t i = 0; i < t->n; i++)
		if (down_too || (t->links[i].flags & IFF_UP))
			add_rows(&rows, &t->links[i]);
	qsort(rows.rows, rows.n, sizeof(*rows.rows), ifstat_row_order);
	return rows;
}

static const struct ifstat_renderer *renderer(const struct ifstat *s)
{
	if (s->cfg.json)
		return &ifstat_json;
	if (s->cfg.brief)
		return &ifstat_brief;
	return s->cfg.layout == LAYOUT_FLAGS ? &ifstat_flags : &ifstat_classic;
}

static int show_all(struct ifstat *s)
{
	struct link_table table;
	struct rows rows;

	if (link_read(&table, NULL) < 0) {
		warn_errno("cannot list interfaces");
		return IFSTAT_FAIL;
	}
	rows = all_rows(&table, s->cfg.all);
	for (size_t i = 0; i < rows.n; i++)
		if (!s->cfg.json || !rows.rows[i].alias)
			renderer(s)->row(s, &rows.rows[i]);
	free(rows.rows);
	link_free(&table);
	return IFSTAT_OK;
}

/* An interface by any of its names, or an alias by its label. */
static int show_one(struct ifstat *s, const char *name)
{
	const char *colon = strchr(name, ':');
	struct link_table table;
	char base[IF_NAMESIZE] = "";
	struct rows rows;
	bool found = false;

	if (colon && (size_t)(colon - name) < sizeof(base))
		memcpy(base, name, (size_t)(colon - name));
	if (link_read(&table, colon ? base : name) < 0) {
		if (errno == ENODEV || errno == ERANGE || errno == EINVAL)
			warn_bare("%s: error fetching interface information: Device not found",
				  name);
		else
			warn_errno("%s", name);
		return IFSTAT_FAIL;
	}
	rows = all_rows(&table, true);
	for (size_t i = 0; i < rows.n && !found; i++) {
		found = colon ? strcmp(rows.rows[i].name, name) == 0 : !rows.rows[i].alias;
		if (found)
			renderer(s)->row(s, &rows.rows[i]);
	}
	if (!found)
		warn_bare("%s: error fetching interface information: Device not found", name);
	free(rows.rows);
	link_free(&table);
	return found ? IFSTAT_OK : IFSTAT_FAIL;
}

int ifstat_show(struct ifstat *s, char **names, int count)
{
	int status = IFSTAT_OK;

	if (renderer(s)->first)
		renderer(s)->first(s);
	if (!count)
		return show_all(s);
	for (int i = 0; i < count; i++) {
		int rc = show_one(s, names[i]);

		status = rc ? rc : status;
	}
	return status;
}
