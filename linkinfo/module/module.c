/* A module's memory: which parts there are, and which decoder understands them; see module.h. */
#include "module/module.h"

#include <linux/ethtool.h>
#include <string.h>

#include "module/tell.h"

void module_fill(struct module *m, enum module_part part, const uint8_t *bytes, size_t n)
{
	m->has[part] = n >= MODULE_PAGE;
	if (m->has[part])
		memcpy(m->part[part], bytes, MODULE_PAGE);
}

const uint8_t *module_part(const struct module *m, enum module_part part)
{
	return m->has[part] ? m->part[part] : NULL;
}

enum module_kind module_paged(uint8_t identifier)
{
	switch (identifier) {
	case 0x03:
		return MODULE_SFF8079;
	case 0x0c:
	case 0x0d:
	case 0x11:
		return MODULE_SFF8636;
	case 0x18:
	case 0x19:
	case 0x1b:
		return MODULE_CMIS;
	default:
		return MODULE_UNKNOWN;
	}
}

/* The part that begins at that offset, if the bytes reach so far. */
static void fill_at(struct module *m, enum module_part part, size_t at, const uint8_t *bytes,
		    size_t n)
{
	if (at < n)
		module_fill(m, part, bytes + at, n - at);
}

static enum module_kind flat_kind(uint32_t type, uint8_t identifier)
{
	enum module_kind kind = module_paged(identifier);

	switch (type) {
	case ETH_MODULE_SFF_8079:
		return MODULE_SFF8079;
	case ETH_MODULE_SFF_8472:
		return MODULE_SFF8472;
	case ETH_MODULE_SFF_8436:
	case ETH_MODULE_SFF_8636:
		return kind == MODULE_SFF8636 || kind == MODULE_CMIS ? kind : MODULE_NAMED;
	default:
		return MODULE_UNKNOWN;
	}
}

void module_flat(struct module *m, uint32_t type, const uint8_t *bytes, size_t n)
{
	*m = (struct module){ .kind = MODULE_UNKNOWN };
	fill_at(m, MODULE_LOWER, 0, bytes, n);
	fill_at(m, MODULE_PAGE_00, 128, bytes, n);
	if (!m->has[MODULE_LOWER])
		return;
	m->kind = flat_kind(type, bytes[0]);
	if (m->kind == MODULE_SFF8472)
		fill_at(m, MODULE_A2, 256, bytes, n);
	else if (m->kind == MODULE_SFF8636 && !module_is_flat(m))
		fill_at(m, MODULE_PAGE_03, 512, bytes, n);
	else if (m->kind == MODULE_CMIS && !module_is_flat(m))
		fill_at(m, MODULE_PAGE_01, 256, bytes, n);
	/* all that these say stands in page 00h */
	if ((m->kind == MODULE_SFF8636 || m->kind == MODULE_CMIS) && !m->has[MODULE_PAGE_00])
		m->kind = MODULE_UNKNOWN;
}

bool module_diagnoses(const struct module *m)
{
	return m->has[MODULE_LOWER] && m->part[MODULE_LOWER][92] & 0x40;
}

bool module_is_flat(const struct module *m)
{
	uint8_t bit = m->kind == MODULE_CMIS ? 0x80 : 0x04;

	return m->has[MODULE_LOWER] && m->part[MODULE_LOWER][2] & bit;
}

unsigned module_banks(const struct module *m)
{
	/* 3 is reserved; the first bank is always there */
	static const uint8_t banks[] = { 1, 2, MODULE_BANKS, 1 };

	return m->has[MODULE_PAGE_01] ? banks[m->part[MODULE_PAGE_01][142 - 128] & 3] : 0;
}

void module_tell(const struct module *m, const struct listener *l)
{
	const uint8_t *lower = module_part(m, MODULE_LOWER);

	if (m->kind == MODULE_UNKNOWN || !lower)
		return;
	tell_code(l, "Identifier", lower[0], sff8024_identifier(lower[0]));
	if (m->kind == MODULE_SFF8079 || m->kind == MODULE_SFF8472)
		sff8079_tell(m, l);
	if (m->kind == MODULE_SFF8472)
		sff8472_tell(m, l);
	if (m->kind == MODULE_SFF8636)
		sff8636_tell(m, l);
	if (m->kind == MODULE_CMIS)
		cmis_tell(m, l);
}
