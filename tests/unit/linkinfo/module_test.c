/* What modules say of themselves: each decoder on memories made up, cut short, empty and random. */
#include "module/module.h"

#include <linux/ethtool.h>
#include <stdio.h>
#include <string.h>

#include "../guard.h"
#include "../test.h"
#include "../validator.h"
#include "module/tell.h"

#define FLAT 640

static const uint8_t identifiers[] = { 0x00, 0x02, 0x03, 0x0c, 0x0d, 0x11, 0x18, 0x19, 0x1b, 0xff };
static const uint32_t types[] = { 0, ETH_MODULE_SFF_8079, ETH_MODULE_SFF_8472, ETH_MODULE_SFF_8636,
				  ETH_MODULE_SFF_8436, 99 };

/* The text of the last module that was told. */
static char text[65536];

static void check_lines(void)
{
	char *line = text;

	for (char *end = strchr(line, '\n'); end; line = end + 1, end = strchr(line, '\n')) {
		assert_int_equal(line[0], '\t');
		assert_true(end - line >= 45);
		/* one column on is the longest label: a tenth lane, and more */
		assert_true(memcmp(line + 42, " : ", 3) == 0 || memcmp(line + 43, " : ", 3) == 0);
		for (char *p = line + 1; p < end; p++)
			if (*p < ' ' || *p > '~')
				fail_msg("byte %d in: %.*s", *p, (int)(end - line), line);
	}
	assert_string_equal(line, "");
}

static void check_json(const struct module *m)
{
	struct validator v;
	struct obuf o;
	struct json j;
	struct module_json to;
	struct listener l;

	ob_open(&o, -1);
	j = json_list(&o);
	json_object(&j, NULL);
	l = module_json(&to, &j);
	module_tell(m, &l);
	module_json_end(&to);
	json_object_end(&j);
	json_list_end(&j);
	if (!is_valid_json(&v, o.p, o.len))
		fail_msg("not JSON: %.*s", (int)o.len, o.p);
	ob_close(&o);
}

/* Tells it to both listeners, and looks at what they make of it. */
static const char *told(const struct module *m)
{
	struct obuf o;
	struct listener l = module_text(&o);

	ob_open(&o, -1);
	module_tell(m, &l);
	assert_true(o.len < sizeof(text));
	if (o.len)
		memcpy(text, o.p, o.len);
	text[o.len] = '\0';
	ob_close(&o);
	check_lines();
	check_json(m);
	return text;
}

/* Has the last text that line? The label is padded to its column here. */
static void has(const char *label, const char *value)
{
	char line[256];

	snprintf(line, sizeof(line), "\t%-41s : %s\n", label, value);
	if (!strstr(text, line))
		fail_msg("no line '%s' in\n%s", line, text);
}

static void lacks(const char *label)
{
	char line[256];

	snprintf(line, sizeof(line), "\t%-41s : ", label);
	if (strstr(text, line))
		fail_msg("a line '%s'", line);
}

static void put16(uint8_t *p, unsigned v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

static void put_float(uint8_t *p, float v)
{
	uint32_t bits;

	memcpy(&bits, &v, sizeof(bits));
	put16(p, bits >> 16);
	put16(p + 2, bits & 0xffff);
}

/* An SFP with diagnostics at 256; `flags` of byte 92. */
static uint8_t *sfp(uint8_t flat[FLAT], uint8_t flags)
{
	memset(flat, 0, FLAT);
	flat[0] = 3;
	flat[1] = 4;
	flat[92] = flags;
	flat[93] = 0x80;
	return flat + 256;
}

static const char *told_flat(uint32_t type, const uint8_t *flat, size_t n)
{
	struct module m;

	module_flat(&m, type, flat, n);
	return told(&m);
}

TEST(sfp_readings)
{
	uint8_t flat[FLAT], *a2 = sfp(flat, 0x68);

	put16(a2 + 96, 0xe980);
	put16(a2 + 98, 33000);
	put16(a2 + 100, 3000);
	put16(a2 + 102, 10000);
	told_flat(ETH_MODULE_SFF_8472, flat, 512);
	has("Module temperature", "-22.50 degrees C / -8.50 degrees F");
	has("Module voltage", "3.3000 V");
	has("Laser bias current", "6.000 mA");
	has("Laser output power", "1.0000 mW / 0.00 dBm");
	has("Receiver signal average optical power", "0.0000 mW / -inf dBm");
	has("Laser rx power low warning", "Off");
	flat[92] = 0x60;
	told_flat(ETH_MODULE_SFF_8472, flat, 512);
	has("Receiver signal OMA", "0.0000 mW / -inf dBm");
	/* the same without what is behind the second address */
	told_flat(ETH_MODULE_SFF_8472, flat, 256);
	has("Optical diagnostics support", "Yes");
	lacks("Module voltage");
	told_flat(ETH_MODULE_SFF_8079, flat, 512);
	lacks("Optical diagnostics support");
}

TEST(sfp_alarms)
{
	static const char *const names[] = { "Module temperature", "Module voltage",
					     "Laser bias current", "Laser output power",
					     "Laser rx power" };
	uint8_t flat[FLAT], *a2 = sfp(flat, 0x68);

	for (unsigned bit = 0; bit < 20; bit++) {
		unsigned what = bit / 2 % 5, warning = bit / 10, low = bit & 1;
		char label[64];

		memset(a2 + 112, 0, 6);
		a2[112 + 4 * warning + what / 4] = (uint8_t)(0x80 >> (2 * (what % 4) + low));
		snprintf(label, sizeof(label), "%s %s", names[what],
			 level_names[2 * warning + low]);
		told_flat(ETH_MODULE_SFF_8472, flat, 512);
		has(label, "On");
		assert_null(strstr(strstr(text, ": On\n") + 1, ": On\n"));
	}
}

TEST(sfp_thresholds)
{
	uint8_t flat[FLAT], *a2 = sfp(flat, 0x68);

	for (unsigned i = 0; i < 20; i++)
		put16(a2 + (size_t)2 * i, 100 * i);
	told_flat(ETH_MODULE_SFF_8472, flat, 512);
	has("Module temperature low alarm threshold", "0.39 degrees C / 32.70 degrees F");
	has("Module voltage high warning threshold", "0.0600 V");
	has("Laser bias current low warning threshold", "2.200 mA");
	has("Laser output power high alarm threshold", "0.1200 mW / -9.21 dBm");
	has("Laser rx power low warning threshold", "0.1900 mW / -7.21 dBm");
	flat[93] = 0;
	told_flat(ETH_MODULE_SFF_8472, flat, 512);
	has("Alarm/warning flags implemented", "No");
	lacks("Laser rx power low warning threshold");
}

/* Slopes are in 1/256; the receiver has a polynomial of the fourth degree. */
TEST(sfp_calibration)
{
	uint8_t flat[FLAT], *a2 = sfp(flat, 0x78);

	put16(a2 + 96, 0xf600), put16(a2 + 84, 0x0180), put16(a2 + 86, 0x0040);
	put16(a2 + 98, 20000), put16(a2 + 88, 0x0140), put16(a2 + 90, 0xfff6);
	put16(a2 + 100, 1000), put16(a2 + 76, 0x0100), put16(a2 + 78, 0);
	put16(a2 + 102, 4000), put16(a2 + 80, 0x0080), put16(a2 + 82, 5);
	put16(a2 + 104, 10);
	put_float(a2 + 56, 0.5f);
	put_float(a2 + 60, 0.25f);
	put_float(a2 + 64, 2);
	put_float(a2 + 68, 3);
	put_float(a2 + 72, 4.75f);
	told_flat(ETH_MODULE_SFF_8472, flat, 512);
	has("Module temperature", "-14.75 degrees C / 5.45 degrees F");
	has("Module voltage", "2.4990 V");
	has("Laser bias current", "2.000 mA");
	has("Laser output power", "0.2005 mW / -6.98 dBm");
	has("Receiver signal average optical power", "0.5484 mW / -2.61 dBm");
}

/* What leads out of the register's 16 bits stays at the end of its scale. */
TEST(sfp_calibration_beyond)
{
	static const struct {
		float constant;
		const char *power;
	} cases[] = {
		{ -1, "0.0000 mW / -inf dBm" },	       { 70000, "6.5535 mW / 8.16 dBm" },
		{ 1e38f, "6.5535 mW / 8.16 dBm" },     { -1e38f, "0.0000 mW / -inf dBm" },
		{ 1.f / 0.f, "6.5535 mW / 8.16 dBm" }, { 0.f / 0.f, "0.0000 mW / -inf dBm" },
	};
	uint8_t flat[FLAT], *a2 = sfp(flat, 0x78);

	for (size_t i = 0; i < LENGTH(cases); i++) {
		put_float(a2 + 72, cases[i].constant);
		told_flat(ETH_MODULE_SFF_8472, flat, 512);
		has("Receiver signal average optical power", cases[i].power);
	}
	put16(a2 + 96, 0x8000), put16(a2 + 84, 0xffff);
	put16(a2 + 102, 0xffff), put16(a2 + 80, 0xffff);
	put16(a2 + 90, 0x8000);
	told_flat(ETH_MODULE_SFF_8472, flat, 512);
	has("Module temperature", "-128.00 degrees C / -198.40 degrees F");
	has("Laser output power", "6.5535 mW / 8.16 dBm");
	has("Module voltage", "0.0000 V");
}

TEST(texts)
{
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{ "VENDOR NAME  CO ", "VENDOR NAME  CO" },
		{ "                ", "" },
		{ "  x             ", "  x" },
		{ "\033[31m\r\n\t\x7f\x80\xff\xc3\xa9~!x", "_[31m________~!x" },
		{ "0123456789abcdef", "0123456789abcdef" },
		{ "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "________________" },
	};
	uint8_t flat[FLAT];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		sfp(flat, 0);
		memcpy(flat + 20, cases[i].bytes, 16);
		told_flat(ETH_MODULE_SFF_8079, flat, 256);
		has("Vendor name", cases[i].want);
	}
}

TEST(sfp_of_another_extended_identifier)
{
	uint8_t flat[FLAT];

	sfp(flat, 0);
	flat[1] = 5;
	assert_string_equal(told_flat(ETH_MODULE_SFF_8079, flat, 256),
			    "\tIdentifier                                : 0x03 (SFP)\n");
}

TEST(qsfp_pages)
{
	uint8_t flat[FLAT] = { 0x11 };

	flat[22] = 0x19;
	flat[10] = 0x12;
	put16(flat + 512 + 66, 10000);
	told_flat(ETH_MODULE_SFF_8636, flat, FLAT);
	has("Module temperature", "25.00 degrees C / 77.00 degrees F");
	has("Alarm/warning flags implemented", "Yes");
	has("Laser rx power low warning  (Channel 3)", "On");
	has("Laser rx power high warning (Channel 4)", "On");
	has("Laser output power low alarm threshold", "1.0000 mW / 0.00 dBm");
	told_flat(ETH_MODULE_SFF_8636, flat, FLAT - 1);
	has("Alarm/warning flags implemented", "No");
	lacks("Laser rx power low warning  (Channel 3)");
	flat[2] = 4;
	told_flat(ETH_MODULE_SFF_8436, flat, FLAT);
	has("Alarm/warning flags implemented", "No");
	flat[22] = 0;
	told_flat(ETH_MODULE_SFF_8436, flat, FLAT);
	lacks("Alarm/warning flags implemented");
	/* nothing can be said of half a module */
	assert_string_equal(told_flat(ETH_MODULE_SFF_8636, flat, 255), "");
}

/* A module of CMIS with so many banks of page 11h there. */
static struct module *cmis(struct module *m, unsigned banks)
{
	*m = (struct module){ .kind = MODULE_CMIS };
	for (unsigned i = 0; i < MODULE_LANES + banks; i++)
		m->has[i] = i != MODULE_PAGE_03;
	m->part[MODULE_LOWER][0] = 0x19;
	m->part[MODULE_PAGE_01][160 - 128] = 7;
	return m;
}

TEST(cmis_lanes)
{
	struct module m;

	cmis(&m, 1);
	put16(m.part[MODULE_LANES] + (170 - 128 + 14), 4000);
	m.part[MODULE_LANES][149 - 128] = 0x81;
	told(&m);
	has("Laser tx bias current (Channel 8)", "8.000 mA");
	has("Laser rx power high alarm   (Channel 1)", "On");
	has("Laser rx power high alarm   (Channel 2)", "Off");
	has("Laser rx power high alarm   (Channel 8)", "On");
	lacks("Laser tx bias current (Channel 9)");
	for (uint8_t scale = 0; scale < 4; scale++) {
		static const char *const want[] = { "8.000 mA", "16.000 mA", "32.000 mA",
						    "8.000 mA" };

		m.part[MODULE_PAGE_01][160 - 128] = (uint8_t)(7 | scale << 3);
		told(&m);
		has("Laser tx bias current (Channel 8)", want[scale]);
	}
	m.part[MODULE_PAGE_01][160 - 128] = 2;
	told(&m);
	has("Transmit avg optical power (Channel 1)", "0.0000 mW / -inf dBm");
	lacks("Laser tx bias current (Channel 8)");
	lacks("Laser rx power high alarm   (Channel 1)");
}

TEST(cmis_banks)
{
	static const struct {
		uint8_t code;
		unsigned there;
		const char *last, *next;
	} cases[] = {
		{ 0, 1, "Laser tx bias current (Channel 8)", "Laser tx bias current (Channel 9)" },
		{ 1, 2, "Laser tx bias current (Channel 16)",
		  "Laser tx bias current (Channel 17)" },
		{ 2, 4, "Laser tx bias current (Channel 32)",
		  "Laser tx bias current (Channel 33)" },
		{ 3, 4, "Laser tx bias current (Channel 8)", "Laser tx bias current (Channel 9)" },
		{ 2, 3, "Laser tx bias current (Channel 24)",
		  "Laser tx bias current (Channel 25)" },
	};
	struct module m;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		cmis(&m, cases[i].there)->part[MODULE_PAGE_01][142 - 128] = cases[i].code;
		told(&m);
		has(cases[i].last, "0.000 mA");
		lacks(cases[i].next);
	}
	assert_int_equal(module_banks(&(struct module){ .kind = MODULE_CMIS }), 0);
}

TEST(cmis_lengths)
{
	static const struct {
		uint8_t code;
		const char *want;
	} cases[] = {
		{ 0x00, "0.00m" }, { 0x01, "0.10m" }, { 0x3f, "6.30m" },    { 0x41, "1.00m" },
		{ 0x81, "10.00m" }, { 0xc1, "100.00m" }, { 0xfe, "6200.00m" }, { 0xff, "> 6.3km" },
	};
	struct module m;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		cmis(&m, 0)->part[MODULE_PAGE_00][202 - 128] = cases[i].code;
		told(&m);
		has("Cable assembly length", cases[i].want);
	}
}

TEST(cmis_revisions)
{
	struct module m;

	for (unsigned v = 0; v < 256; v++) {
		char want[16];

		cmis(&m, 0)->part[MODULE_LOWER][1] = (uint8_t)v;
		snprintf(want, sizeof(want), "Rev. %u.%u", v >> 4, v & 15);
		told(&m);
		has("Revision compliance", want);
	}
}

TEST(decibels)
{
	static const struct {
		double mw, dbm;
	} cases[] = { { 1, 0 },
		      { 10, 10 },
		      { 1000, 30 },
		      { 0.0001, -40 },
		      { 2, 3.0102999566398120 },
		      { 1e-300, -3000 },
		      { 1e300, 3000 } };

	for (size_t i = 0; i < LENGTH(cases); i++) {
		double off = decibel(cases[i].mw) - cases[i].dbm;

		assert_true(off < 1e-9 && off > -1e-9);
	}
}

TEST(codes_beyond_the_tables)
{
	for (unsigned code = 0; code < 256; code++) {
		assert_non_null(sff8024_identifier(code));
		assert_non_null(sff8024_connector(code));
		assert_non_null(sff8024_sfp_encoding(code));
		assert_non_null(sff8024_qsfp_encoding(code));
		assert_non_null(sff8024_qsfp_extended(code));
		assert_true((module_technology(code) != NULL) == (code < 16));
	}
	assert_string_equal(sff8024_identifier(28), "reserved or unknown");
	assert_string_equal(sff8024_connector(41), "reserved or unknown");
	assert_null(sff8024_sfp_extended(0x56));
}

/* Each cut to every length, so that the next byte must not be touched. */
static void every_length(const uint8_t *flat)
{
	struct guard g = guard_open();

	for (size_t n = 0; n <= FLAT; n++) {
		const uint8_t *p = guard_copy(&g, flat, n);

		for (size_t i = 0; i < LENGTH(types); i++) {
			struct module m;

			module_flat(&m, types[i], p, n);
			if (n < MODULE_PAGE)
				assert_int_equal(m.kind, MODULE_UNKNOWN);
			if (n % 16 < 2)
				told(&m);
		}
	}
	guard_close(&g);
}

TEST(every_length_of_each)
{
	uint8_t flat[FLAT];
	uint64_t seed = 8472;

	for (size_t i = 0; i < LENGTH(identifiers); i++) {
		for (size_t k = 0; k < sizeof(flat); k++)
			flat[k] = (uint8_t)rnd(&seed);
		flat[0] = identifiers[i];
		flat[1] = 4;
		flat[2] = 0;
		flat[92] |= 0x40;
		every_length(flat);
	}
}

TEST(zeros_and_ones)
{
	uint8_t flat[FLAT];

	for (unsigned fill = 0; fill < 2; fill++)
		for (size_t i = 0; i < LENGTH(identifiers); i++) {
			memset(flat, fill ? 0xff : 0, sizeof(flat));
			flat[0] = identifiers[i];
			flat[1] = 4;
			for (size_t k = 0; k < LENGTH(types); k++)
				told_flat(types[k], flat, sizeof(flat));
		}
}

TEST(any_parts_of_any_bytes)
{
	uint64_t seed = 8636;

	for (unsigned run = 0; run < 20000; run++) {
		struct module m = { .kind = MODULE_SFF8079 + rnd_below(&seed, 4) };
		uint64_t there = rnd(&seed) | rnd(&seed);

		for (unsigned i = 0; i < MODULE_PARTS; i++) {
			m.has[i] = i == MODULE_LOWER || there >> i & 1;
			for (size_t k = 0; k < MODULE_PAGE; k++)
				m.part[i][k] = (uint8_t)(rnd(&seed) >> rnd_below(&seed, 32));
		}
		m.part[MODULE_LOWER][0] = 3;
		m.part[MODULE_LOWER][1] = 4;
		told(&m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sfp_readings),
		cmocka_unit_test(sfp_alarms),
		cmocka_unit_test(sfp_thresholds),
		cmocka_unit_test(sfp_calibration),
		cmocka_unit_test(sfp_calibration_beyond),
		cmocka_unit_test(texts),
		cmocka_unit_test(sfp_of_another_extended_identifier),
		cmocka_unit_test(qsfp_pages),
		cmocka_unit_test(cmis_lanes),
		cmocka_unit_test(cmis_banks),
		cmocka_unit_test(cmis_lengths),
		cmocka_unit_test(cmis_revisions),
		cmocka_unit_test(decibels),
		cmocka_unit_test(codes_beyond_the_tables),
		cmocka_unit_test(every_length_of_each),
		cmocka_unit_test(zeros_and_ones),
		cmocka_unit_test(any_parts_of_any_bytes),
	};

	return cmocka_run_group_tests_name("linkinfo_module", tests, NULL, NULL);
}
