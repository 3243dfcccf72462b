/* What is read as bytes over ioctl: EEPROM, registers, dumps, modules, addresses; tunables. */
#include "ioctl.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int get_regs(void *data)
{
	const struct fact *f = fact("regs");
	struct ethtool_regs r;
	struct bytes b = { 0 };

	if (!f)
		return EOPNOTSUPP;
	fact_bytes(f, 0, 0, &b);
	memcpy(&r, data, sizeof(r));
	r.version = (uint32_t)fact_num(f, "version", 0);
	memcpy((uint8_t *)data + sizeof(r), b.at, b.len < r.len ? b.len : r.len);
	r.len = fact_arg(f, "len") || b.len < r.len ? (uint32_t)fact_num(f, "len", b.len) : r.len;
	memcpy(data, &r, sizeof(r));
	free(b.at);
	return 0;
}

int get_eeprom(void *data)
{
	const struct fact *f = fact("eeprom");
	struct ethtool_eeprom e;
	struct bytes b = { 0 };
	int rc = EINVAL;

	if (!f)
		return EOPNOTSUPP;
	fact_bytes(f, 0, 0, &b);
	memcpy(&e, data, sizeof(e));
	if (e.offset + e.len > e.offset && (uint64_t)e.offset + e.len <= b.len) {
		memcpy((uint8_t *)data + sizeof(e), b.at + e.offset, e.len);
		e.magic = (uint32_t)fact_num(f, "magic", 0);
		memcpy(data, &e, sizeof(e));
		rc = 0;
	}
	free(b.at);
	return rc;
}

void note_eeprom(const char *name, const void *data)
{
	struct ethtool_eeprom e;
	struct bytes text = { 0 };

	memcpy(&e, data, sizeof(e));
	log_hex(&text, (const uint8_t *)data + sizeof(e), e.len < 65536 ? e.len : 65536);
	log_line("ioctl %s magic=0x%x offset=%u len=%u %.*s\n", name, e.magic, e.offset, e.len,
		 (int)text.len, (char *)text.at);
	free(text.at);
}

int get_module_eeprom(void *data)
{
	const struct fact *f = fact("module");
	struct ethtool_eeprom e;

	if (!f)
		return EOPNOTSUPP;
	memcpy(&e, data, sizeof(e));
	if (e.offset + e.len <= e.offset || (uint64_t)e.offset + e.len > fact_num(f, "len", 256))
		return EINVAL;
	if (e.len > 1 << 20)
		return ENOMEM;
	return module_flat(e.offset, e.len, (uint8_t *)data + sizeof(e)) ? 0 : EIO;
}

int get_dump(void *data)
{
	const struct fact *f = fact("dump");
	struct ethtool_dump d;
	struct bytes b = { 0 };

	if (!f)
		return EOPNOTSUPP;
	fact_bytes(f, 0, 0, &b);
	memcpy(&d, data, sizeof(d));
	if (d.cmd == ETHTOOL_GET_DUMP_DATA)
		memcpy((uint8_t *)data + sizeof(d), b.at, b.len < d.len ? b.len : d.len);
	d.version = (uint32_t)fact_num(f, "version", 0);
	d.flag = (uint32_t)fact_num(f, "flag", 0);
	d.len = (uint32_t)fact_num(f, "len", b.len);
	memcpy(data, &d, sizeof(d));
	free(b.at);
	return 0;
}

int get_address(void *data)
{
	const struct fact *f = fact("permaddr");
	struct ethtool_perm_addr a;
	struct bytes b = { 0 };

	memcpy(&a, data, sizeof(a));
	if (f && f->n_args)
		parse_hex(f, f->args[0].value, &b);
	else
		put_zero(&b, 6);
	if (a.size < b.len) {
		free(b.at);
		return EINVAL;
	}
	a.size = (uint32_t)b.len;
	memcpy(data, &a, sizeof(a));
	memcpy((uint8_t *)data + sizeof(a), b.at, b.len);
	free(b.at);
	return 0;
}

/* A tunable's name in the file. */
static const char *tunable_name(const struct ethtool_tunable *t)
{
	static const char *const names[] = { NULL, "rx-copybreak", "tx-copybreak",
					     "pfc-prevention-tout", "tx-buf-size" };
	static const char *const of_phy[] = { NULL, "downshift", "fast-link-down",
					      "energy-detect-power-down" };

	if (t->cmd == ETHTOOL_GTUNABLE || t->cmd == ETHTOOL_STUNABLE)
		return t->id < sizeof(names) / sizeof(*names) ? names[t->id] : NULL;
	return t->id < sizeof(of_phy) / sizeof(*of_phy) ? of_phy[t->id] : NULL;
}

int get_tunable(void *data)
{
	struct ethtool_tunable t;
	const struct fact *f;
	const char *name;
	uint64_t v;

	memcpy(&t, data, sizeof(t));
	f = fact(t.cmd == ETHTOOL_GTUNABLE ? "tunable" : "phytunable");
	name = tunable_name(&t);
	if (!f || !name || !fact_arg(f, name))
		return EOPNOTSUPP;
	if (t.len < 1 || t.len > 8)
		return EINVAL;
	v = fact_num(f, name, 0);
	memcpy((uint8_t *)data + sizeof(t), &v, t.len);
	return 0;
}

void note_tunable(const char *name, const void *data)
{
	struct ethtool_tunable t;
	const char *what;
	uint64_t v = 0;

	memcpy(&t, data, sizeof(t));
	what = tunable_name(&t);
	memcpy(&v, (const uint8_t *)data + sizeof(t), t.len < 8 ? t.len : 8);
	log_line("ioctl %s %s type=%u len=%u value=%llu\n", name, what ? what : "?", t.type_id,
		 t.len, (unsigned long long)v);
}

/* What the NIC could reset is taken off the flags. */
int do_reset(void *data)
{
	struct ethtool_value v;

	memcpy(&v, data, sizeof(v));
	v.data &= (uint32_t)~fact_num(fact("reset"), ".", UINT32_MAX);
	memcpy(data, &v, sizeof(v));
	return 0;
}

void note_flash(const char *name, const void *data)
{
	struct ethtool_flash f;

	memcpy(&f, data, sizeof(f));
	log_line("ioctl %s region=%u file=%.128s\n", name, f.region, f.data);
}
