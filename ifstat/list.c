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

/* Compares two runs of digits by value; leading zeros count only among equals. */
static int number_order(const char **a, const char **b)
{
	size_t n = 0, m = 0;
	int order;

	while (**a == '0')
		++*a;
	while (**b == '0')
		++*b;
	while (is_digit((*a)[n]))
		n++;
	while (is_digit((*b)[m]))
		m++;
	order = n != m ? (n < m ? -1 : 1) : memcmp(*a, *b, n);
	*a += n;
	*b += m;
	return order;
}

uint8_t ifstat_stem(const char *name)
{
	uint8_t n = 0;

	while (name[n] && name[n] != ':' && n < IF_NAMESIZE)
		n++;
	while (n && is_digit(name[n - 1]))
		n--;
	return n;
}

int ifstat_row_order(const void *a, const void *b)
{
	const struct ifstat_row *x = a, *y = b;
	int order = memcmp(x->name, y->name, x->stem < y->stem ? x->stem : y->stem);
	const char *p = x->name + x->stem, *q = y->name + y->stem;

	if (order || x->stem != y->stem)
		return order ? order : x->stem < y->stem ? -1 : 1;
	order = number_order(&p, &q);
	if (order)
		return order;
	if (*p == ':' && *q == ':') {
		p++;
		q++;
		order = number_order(&p, &q);
		if (order)
			return order;
	}
	order = strcmp(p, q);
	return order ? order : strcmp(x->name, y->name);
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

/* The interface, with the first address under its own name, and a row for each further label. */
static void add_rows(struct rows *rows, const struct link *l)
{
	struct ifstat_row *own = &rows->rows[rows->n++];

	*own = (struct ifstat_row){ .link = l, .name = l->name, .stem = ifstat_stem(l->name) };
	for (size_t i = 0; i < l->naddrs && l->addrs[i].local.family == ADDR_V4; i++) {
		const struct link_addr *a = &l->addrs[i];

		if (strcmp(a->label, l->name) == 0 && !own->inet)
			own->inet = a;
		else if (strchr(a->label, ':') && !seen(l, i))
			rows->rows[rows->n++] = (struct ifstat_row){
				.link = l, .name = a->label, .inet = a, .alias = true,
				.stem = ifstat_stem(a->label),
			};
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
