/* What a plug-in module says of itself, -m: ETHTOOL_MSG_MODULE_EEPROM_GET, or two ioctls. */
#include <errno.h>
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "hexdump.h"
#include "module/module.h"
#include "verbs.h"
#include "words.h"

#define FLAT_MAX (1u << 20)	/* no module has more, whatever its driver says */

enum { I2C_MODULE = 0x50, I2C_DIAGNOSTICS = 0x51 };
enum { PAGE_LANES = 0x11 };

struct eeprom {
	/* the words */
	uint8_t raw, hex, page, bank, i2c;
	uint32_t offset, length;
	bool has_raw, has_hex, has_page, has_bank, has_i2c, has_offset, has_length;
	/* what was read: pages to decode, or else n bytes to show as they are */
	struct module module;
	uint8_t *bytes;
	size_t n;
};

#define NUMBER(word, kind, type, field) \
	{                                                                                          \
		word, kind, WORD_AT(eeprom, type, field), WORD_AT(eeprom, bool, has_##field)       \
	}

static const struct word eeprom_words[] = {
	NUMBER("raw", WORD_ONOFF, uint8_t, raw),
	NUMBER("hex", WORD_ONOFF, uint8_t, hex),
	NUMBER("offset", WORD_U32, uint32_t, offset),
	NUMBER("length", WORD_U32, uint32_t, length),
	NUMBER("page", WORD_U8, uint8_t, page),
	NUMBER("bank", WORD_U8, uint8_t, bank),
	NUMBER("i2c", WORD_U8, uint8_t, i2c),
	{ .name = "" },
};

/* Bytes of one page. */
struct span {
	uint8_t i2c, bank, page;
	uint32_t offset, length;
};

struct answer {
	uint8_t *bytes;
	size_t n;
};

static void eeprom_attr(void *to, uint16_t type, struct cur data)
{
	struct answer *a = to;
	size_t n = cur_left(&data);

	if (type != ETHTOOL_A_MODULE_EEPROM_DATA || a->bytes)
		return;
	a->bytes = prog_alloc(n + 1, 1);
	memcpy(a->bytes, cur_bytes(&data, n), n);
	a->n = n;
}

/* Reads a span. -1 with errno, which is EBADMSG for an answer of another length. */
static int ask(struct nic *nic, const struct span *s, struct answer *a)
{
	struct nl_msg m;

	*a = (struct answer){ 0 };
	nic_begin(nic, &m, ETHTOOL_MSG_MODULE_EEPROM_GET, ETHTOOL_A_MODULE_EEPROM_HEADER);
	nl_attr_u32(&m, ETHTOOL_A_MODULE_EEPROM_LENGTH, s->length);
	nl_attr_u32(&m, ETHTOOL_A_MODULE_EEPROM_OFFSET, s->offset);
	nl_attr_u8(&m, ETHTOOL_A_MODULE_EEPROM_PAGE, s->page);
	nl_attr_u8(&m, ETHTOOL_A_MODULE_EEPROM_BANK, s->bank);
	nl_attr_u8(&m, ETHTOOL_A_MODULE_EEPROM_I2C_ADDRESS, s->i2c);
	if (nic_ask(nic, &m, eeprom_attr, a) == 0 && a->n == s->length)
		return 0;
	free(a->bytes);
	if (!nic->netlink_errno)
		errno = EBADMSG;
	return -1;
}

static int fault(struct nic *nic)
{
	if (nic->netlink_errno)
		return nic_fault(nic, "Cannot get Module EEPROM data", LINKINFO_FAIL);
	warn("the module EEPROM answers with another length than was asked for");
	return LINKINFO_FAIL;
}

/* Fills the part with 128 bytes of what was told; 0 or a status. */
static int page(struct linkinfo *l, struct eeprom *e, enum module_part part, struct span s)
{
	struct answer a;

	s.length = MODULE_PAGE;
	if (ask(&l->nic, &s, &a) < 0)
		return fault(&l->nic);
	module_fill(&e->module, part, a.bytes, a.n);
	free(a.bytes);
	return 0;
}

/* The upper half of a page. */
static int upper(struct linkinfo *l, struct eeprom *e, enum module_part part, uint8_t number,
		 unsigned bank)
{
	return page(l, e, part,
		    (struct span){ .i2c = I2C_MODULE, .bank = (uint8_t)bank, .page = number,
				   .offset = MODULE_PAGE });
}

static int upper_pages(struct linkinfo *l, struct eeprom *e)
{
	struct module *m = &e->module;
	int status = upper(l, e, MODULE_PAGE_00, 0x00, 0);

	if (status || module_is_flat(m))
		return status;
	if (m->kind == MODULE_SFF8636)
		return upper(l, e, MODULE_PAGE_03, 0x03, 0);
	status = upper(l, e, MODULE_PAGE_01, 0x01, 0);
	if (!status)
		status = upper(l, e, MODULE_PAGE_02, 0x02, 0);
	for (unsigned bank = 0; !status && bank < module_banks(m); bank++)
		status = upper(l, e, MODULE_LANES + bank, PAGE_LANES, bank);
	return status;
}

/* All that the lower half leads to. Without its diagnostics the rest of an SFP is shown. */
static int decode_pages(struct linkinfo *l, struct eeprom *e)
{
	struct module *m = &e->module;
	int status = 0;

	m->kind = module_paged(m->part[MODULE_LOWER][0]);
	if (m->kind == MODULE_SFF8079 && module_diagnoses(m)) {
		status = page(l, e, MODULE_A2, (struct span){ .i2c = I2C_DIAGNOSTICS });
		if (!status)
			m->kind = MODULE_SFF8472;
	} else if (m->kind == MODULE_SFF8636 || m->kind == MODULE_CMIS) {
		status = upper_pages(l, e);
		if (status)
			m->kind = MODULE_UNKNOWN;
	}
	return status;
}

/* Is a part of the memory wanted, as it is? */
static bool is_dump(const struct eeprom *e)
{
	return e->raw || e->hex || e->offset || e->length || e->page || e->bank;
}

/* Was it told which page? Only netlink can do that. */
static bool is_paged(const struct eeprom *e)
{
	return e->has_page || e->has_bank || e->has_i2c;
}

/* The words make it; an upper page has no lower half of its own to begin with. */
static struct span dump_span(const struct eeprom *e)
{
	struct span s = { e->i2c, e->bank, e->page, e->offset, e->length };

	if (!s.i2c)
		s.i2c = I2C_MODULE;
	if (e->page && !e->offset)
		s.offset = MODULE_PAGE;
	if (!e->length)
		s.length = MODULE_PAGE;
	return s;
}

static int read_flat(struct linkinfo *l, struct eeprom *e);

/* Over netlink: 0 or a status. */
static int read_pages(struct linkinfo *l, struct eeprom *e)
{
	struct span s = { .i2c = I2C_MODULE, .length = MODULE_PAGE };
	struct answer a;
	int status = 0;

	if (is_dump(e))
		s = dump_span(e);
	if (ask(&l->nic, &s, &a) < 0)
		return nic_wants_ioctl(&l->nic) && !is_paged(e) ? read_flat(l, e) : fault(&l->nic);
	if (!is_dump(e)) {
		module_fill(&e->module, MODULE_LOWER, a.bytes, a.n);
		status = decode_pages(l, e);
	}
	e->offset = s.offset;
	e->bytes = a.bytes;
	e->n = status ? 0 : a.n;
	return status;
}

/* All of page 0 that the words want, a half at a time. -1 with errno. */
static int read_halves(struct linkinfo *l, struct eeprom *e)
{
	uint32_t end = 2 * MODULE_PAGE, at = e->offset;

	if (e->length && e->length < end - at)
		end = at + e->length;
	e->bytes = prog_alloc(end - at, 1);
	while (at < end) {
		uint32_t half = at < MODULE_PAGE ? MODULE_PAGE : 2 * MODULE_PAGE;
		struct span s = { .i2c = I2C_MODULE, .offset = at,
				  .length = (half < end ? half : end) - at };
		struct answer a;

		if (ask(&l->nic, &s, &a) < 0)
			return -1;
		memcpy(e->bytes + e->n, a.bytes, a.n);
		e->n += a.n;
		free(a.bytes);
		at += s.length;
	}
	return 0;
}

/* The driver has no ioctl for it. netlink may know more; if not, the first refusal is told. */
static int info_fault(struct linkinfo *l, struct eeprom *e)
{
	static const char what[] = "Cannot get module EEPROM information";
	int err = errno;

	if (err != EOPNOTSUPP || l->nic.netlink_errno || e->offset >= 2 * MODULE_PAGE ||
	    !nic_has_netlink(&l->nic)) {
		errno = err;
		return nic_fault(&l->nic, what, LINKINFO_FAIL);
	}
	if (read_halves(l, e) == 0)
		return 0;
	e->n = 0;
	warn_bare("%s: %s", what, strerror(err));
	return LINKINFO_FAIL;
}

static int data_fault(struct linkinfo *l)
{
	int err = errno;
	int status = nic_fault(&l->nic, "Cannot get Module EEPROM data", LINKINFO_FAIL);

	if (err == ENODEV || err == EIO || err == ENXIO)
		warn_bare("SFP module not in cage?");
	return status;
}

/* n bytes from the offset on; 0 or a status. */
static int read_bytes(struct linkinfo *l, struct eeprom *e, uint32_t n)
{
	struct ethtool_eeprom *get = prog_alloc(1, sizeof(*get) + n);
	int status = 0;

	get->cmd = ETHTOOL_GMODULEEEPROM;
	get->offset = e->offset;
	get->len = n;
	if (nic_ioctl(&l->nic, get) < 0) {
		status = data_fault(l);
	} else {
		e->bytes = prog_alloc(n, 1);
		e->n = n;
		memcpy(e->bytes, get->data, n);
	}
	free(get);
	return status;
}

/* Over ioctl, where the pages stand one behind the other; 0 or a status. */
static int read_flat(struct linkinfo *l, struct eeprom *e)
{
	struct ethtool_modinfo info = { .cmd = ETHTOOL_GMODULEINFO };
	uint32_t all, n;
	int status;

	if (nic_ioctl(&l->nic, &info) < 0)
		return info_fault(l, e);
	all = info.eeprom_len < FLAT_MAX ? info.eeprom_len : FLAT_MAX;
	if (e->offset && e->offset >= all) {
		warn("offset %u is past the end of the module EEPROM (%u bytes)", e->offset, all);
		return LINKINFO_FAIL;
	}
	n = all - e->offset;
	if (e->length && e->length < n)
		n = e->length;
	status = read_bytes(l, e, n);
	if (!status && n == all && !e->raw && !e->hex)
		module_flat(&e->module, info.type, e->bytes, n);
	return status;
}

/*
 * netlink knows pages, ioctl one row of bytes: what a dump without a page is taken from. A driver
 * may offer only one of the two.
 */
static int eeprom_read(struct linkinfo *l, char **words, void *facts)
{
	struct eeprom *e = facts;

	if (words_read("-m", eeprom_words, words, e) < 0)
		return LINKINFO_FAIL;
	if (e->raw && e->hex) {
		warn_bare("Hex and raw dump cannot be specified together");
		return LINKINFO_FAIL;
	}
	if (is_paged(e) && !nic_has_netlink(&l->nic))
		return linkinfo_usage();
	if ((e->raw || e->hex) && !is_paged(e))
		return read_flat(l, e);
	return nic_has_netlink(&l->nic) ? read_pages(l, e) : read_flat(l, e);
}

static void eeprom_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct eeprom *e = facts;
	struct listener text = module_text(o);

	(void)l;
	if (e->module.kind != MODULE_UNKNOWN)
		module_tell(&e->module, &text);
	else if (e->raw)
		ob_mem(o, e->bytes, e->n);
	else if (e->n)
		hexdump(o, e->bytes, e->n, e->offset);
}

static void eeprom_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct eeprom *e = facts;
	struct module_json to;
	struct listener json = module_json(&to, j);

	(void)l;
	module_tell(&e->module, &json);
	module_json_end(&to);
	if (e->module.kind != MODULE_UNKNOWN || !e->n)
		return;
	json_uint(j, "offset", e->offset);
	hexdump_json(j, "data", e->bytes, e->n);
}

static void eeprom_free(void *facts)
{
	free(((struct eeprom *)facts)->bytes);
}

const struct verb verb_module_eeprom = {
	.size = sizeof(struct eeprom),
	.read = eeprom_read,
	.text = eeprom_text,
	.json = eeprom_json,
	.free = eeprom_free,
	.partial = true,
	.wild = WILD_ONE,
};
