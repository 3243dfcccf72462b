/* Takes records of "NUMBERS | PREFIX | COUNTRY | REGISTRY | DATE" apart, strictly. */
#include "wire/ipasn.h"

#include <string.h>

#include "base/num.h"

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* The characters of a field; numbers are read one by one. */
static const char *const field_set[IPASN_FIELDS] = {
	[IPASN_PREFIX] = DIGITS "ABCDEFabcdef.:/",
	[IPASN_COUNTRY] = LETTERS,
	[IPASN_REGISTRY] = LETTERS DIGITS "-",
	[IPASN_DATE] = DIGITS "-",
};

/* A field's value in the record; p is NULL where the record ends before it. */
struct part {
	const char *p;
	size_t n;
};

static void unknown(struct ipasn *a, enum ipasn_field field)
{
	strcpy(a->text[field], field == IPASN_NUMBER ? "AS???" : "???");
}

void ipasn_open(struct ipasn *a)
{
	for (enum ipasn_field f = 0; f < IPASN_FIELDS; f++)
		unknown(a, f);
	a->bits = -1;
}

void ipasn_name(const struct addr *addr, char name[IPASN_NAME])
{
	char *to = name;

	if (addr->family == ADDR_V4) {
		const uint8_t back[4] = { addr->b[3], addr->b[2], addr->b[1], addr->b[0] };
		struct addr reverse = addr_v4(back);

		strcat(addr_str(&reverse, name), ".origin.asn.cymru.com");
		return;
	}
	for (int i = 7; i >= 0; i--) {
		*to++ = "0123456789abcdef"[addr->b[i] & 15];
		*to++ = '.';
		*to++ = "0123456789abcdef"[addr->b[i] >> 4];
		*to++ = '.';
	}
	strcpy(to, "origin6.asn.cymru.com");
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The next part of the record, without the blanks around it. */
static struct part part_next(struct part *record)
{
	struct part part = *record;
	const char *bar;

	if (!part.p)
		return part;
	bar = part.n ? memchr(part.p, '|', part.n) : NULL;
	if (bar) {
		part.n = (size_t)(bar - part.p);
		record->p = bar + 1;
		record->n -= part.n + 1;
	} else {
		*record = (struct part){ 0 };
	}
	while (part.n && is_blank(*part.p)) {
		part.p++;
		part.n--;
	}
	while (part.n && is_blank(part.p[part.n - 1]))
		part.n--;
	return part;
}

/* The number that the part begins with, a blank or its end behind it; 0 digits: there is none. */
static size_t number_digits(const struct part *part)
{
	uint64_t v = 0;
	size_t n = 0;

	while (n < part->n && part->p[n] >= '0' && part->p[n] <= '9') {
		if (n == 10)
			return 0;
		v = v * 10 + (uint64_t)(part->p[n++] - '0');
	}
	return v <= UINT32_MAX && (n == part->n || is_blank(part->p[n])) ? n : 0;
}

/* "AS" and the numbers; false: what is there are no numbers. */
static bool take_numbers(char text[IPASN_STR], struct part part)
{
	size_t len = 2;
	bool room = true;

	if (!part.n)
		return false;
	strcpy(text, "AS");
	while (part.n) {
		size_t n = number_digits(&part), gap = len > 2;

		if (!n)
			return false;
		room = room && len + gap + n < IPASN_STR;
		if (room) {
			if (gap)
				text[len++] = ' ';
			memcpy(text + len, part.p, n);
			len += n;
			text[len] = '\0';
		}
		while (n < part.n && is_blank(part.p[n]))
			n++;
		part.p += n;
		part.n -= n;
	}
	return true;
}

static bool take_text(char text[IPASN_STR], struct part part, const char *set)
{
	if (!part.p || part.n >= IPASN_STR)
		return false;
	memcpy(text, part.p, part.n);
	text[part.n] = '\0';
	return strspn(text, set) == part.n;
}

/* Length of a prefix, -1 if it is none. */
static int prefix_bits(const char *text)
{
	const char *slash = strchr(text, '/');
	char address[IPASN_STR];
	struct addr addr;
	int64_t bits;

	if (!slash)
		return -1;
	memcpy(address, text, (size_t)(slash - text));
	address[slash - text] = '\0';
	if (!addr_parse4(&addr, address) && !addr_parse6(&addr, address))
		return -1;
	if (num_int(slash + 1, 0, (int64_t)addr_len(&addr) * 8, &bits) != NUM_OK)
		return -1;
	return (int)bits;
}

void ipasn_take(struct ipasn *a, const void *record, size_t n)
{
	struct part rest = { .p = record, .n = n };
	struct ipasn new;

	if (!take_numbers(new.text[IPASN_NUMBER], part_next(&rest)))
		return;
	for (enum ipasn_field f = IPASN_PREFIX; f < IPASN_FIELDS; f++)
		if (!take_text(new.text[f], part_next(&rest), field_set[f]))
			unknown(&new, f);
	new.bits = prefix_bits(new.text[IPASN_PREFIX]);
	if (new.bits > a->bits)
		*a = new;
}
