/* The TELNET protocol cut at every byte: text, options, subnegotiations (RFC 854, 1143). */
#include "../test.h"

#include <string.h>

#include "telnet_proto.h"

#define WILL(o) "\377\373" o
#define WONT(o) "\377\374" o
#define DO(o)	"\377\375" o
#define DONT(o) "\377\376" o
#define ECHO	"\001"
#define SGA	"\003"
#define TM	"\006"
#define OTHER	"\310"

struct seen {
	struct proto p;
	struct queue net;
	struct obuf text, subs;
	bool urgent;
};

static void on_text(void *arg, const uint8_t *p, size_t n)
{
	struct seen *s = arg;

	ob_mem(&s->text, p, n);
}

static bool allows(void *arg, bool ours, uint8_t option)
{
	(void)arg;
	return ours ? option == TO_SGA : option == TO_ECHO || option == TO_BINARY;
}

static void spoken(void *arg, bool ours, uint8_t option, bool on, bool changed)
{
	(void)arg;
	(void)ours;
	(void)option;
	(void)on;
	(void)changed;
}

static void on_sub(void *arg, const uint8_t *p, size_t n)
{
	struct seen *s = arg;

	ob_num(&s->subs, "", n, ":");
	ob_mem(&s->subs, p, n < 16 ? n : 16);
	ob_c(&s->subs, ';');
}

static bool is_urgent(void *arg)
{
	return ((struct seen *)arg)->urgent;
}

static void trace(void *arg, bool sent, uint8_t verb, uint8_t what)
{
	(void)arg;
	(void)sent;
	(void)verb;
	(void)what;
}

static struct proto_user user = {
	.text = on_text, .allows = allows, .spoken = spoken, .sub = on_sub, .urgent = is_urgent,
	.trace = trace,
};

static void start(struct seen *s)
{
	memset(s, 0, sizeof(*s));
	queue_open(&s->net);
	ob_open(&s->text, -1);
	ob_open(&s->subs, -1);
	user.arg = s;
	proto_open(&s->p, &user, &s->net);
}

static void stop(struct seen *s)
{
	ob_close(&s->net.b);
	ob_close(&s->text);
	ob_close(&s->subs);
}

static void equal(const struct obuf *o, const void *want, size_t n)
{
	assert_int_equal(o->len, n);
	if (n)
		assert_memory_equal(o->p, want, n);
}

/* The bytes in two pieces, at each place. */
static void cut(const char *bytes, size_t n, const char *text, size_t text_len, const char *net,
		size_t net_len, const char *subs)
{
	struct seen s;

	for (size_t at = 0; at <= n; at++) {
		start(&s);
		proto_receive(&s.p, (const uint8_t *)bytes, at);
		proto_receive(&s.p, (const uint8_t *)bytes + at, n - at);
		proto_end(&s.p);
		equal(&s.text, text, text_len);
		equal(&s.net.b, net, net_len);
		equal(&s.subs, subs, strlen(subs));
		stop(&s);
	}
}

#define CUT(bytes, text, net, subs)                                                                \
	cut(bytes, sizeof(bytes) - 1, text, sizeof(text) - 1, net, sizeof(net) - 1, subs)

TEST(text_and_line_ends)
{
	CUT("a\r\nb\rc\r\0d\ne\r", "a\nb\rc\rd\ne\r", "", "");
	CUT("\r\r\n\r\0\n", "\r\n\r\n", "", "");
	CUT("x\377\377y\377\361z\r\377\361\n", "x\377yz\r\n", "", "");
}

TEST(options_that_they_offer)
{
	CUT(WILL(ECHO) WILL(ECHO) "a\r\nb", "a\nb", DO(ECHO), "");
	CUT(WILL(OTHER) WILL(OTHER), "", DONT(OTHER) DONT(OTHER), "");
	CUT(DO(SGA) DONT(SGA) DO(SGA), "", WILL(SGA) WONT(SGA) WILL(SGA), "");
	CUT(DONT(SGA) WONT(ECHO) WONT(OTHER), "", "", "");
	CUT(DO(TM) DO(TM), "", WILL(TM) WILL(TM), "");
}

TEST(subnegotiations)
{
	CUT("\377\372\030\001\377\360x", "x", "", "2:\030\001;");
	CUT("\377\372\030\377\377\377\360", "", "", "2:\030\377;");
	CUT("\377\372\377\360", "", "", "0:;");
	/* another command ends it */
	CUT("\377\372\030\001" DO(OTHER) "x", "x", WONT(OTHER), "2:\030\001;");
}

TEST(a_subnegotiation_of_any_length)
{
	static uint8_t bytes[100000];
	struct seen s;

	memset(bytes, 'a', sizeof(bytes));
	memcpy(bytes, "\377\372\042", 3);
	memcpy(bytes + sizeof(bytes) - 3, "\377\360x", 3);
	start(&s);
	proto_receive(&s.p, bytes, sizeof(bytes));
	equal(&s.subs, "4096:\042aaaaaaaaaaaaaaa;", 22);
	equal(&s.text, "x", 1);
	stop(&s);
}

TEST(what_we_ask_for)
{
	struct seen s;

	start(&s);
	proto_ask(&s.p, TC_DO, TO_ECHO);
	proto_ask(&s.p, TC_DO, TO_ECHO);
	equal(&s.net.b, DO(ECHO), 3);
	proto_receive(&s.p, (const uint8_t *)WILL(ECHO), 3);
	assert_true(s.p.theirs[TO_ECHO].is && s.p.theirs[TO_ECHO].want);
	equal(&s.net.b, DO(ECHO), 3);
	proto_ask(&s.p, TC_DONT, TO_ECHO);
	proto_receive(&s.p, (const uint8_t *)WONT(ECHO), 3);
	equal(&s.net.b, DO(ECHO) DONT(ECHO), 6);
	assert_false(s.p.theirs[TO_ECHO].is || s.p.theirs[TO_ECHO].open);
	stop(&s);
}

TEST(a_refusal_is_no_question)
{
	struct seen s;

	start(&s);
	proto_ask(&s.p, TC_WILL, TO_LINEMODE);
	proto_receive(&s.p, (const uint8_t *)DONT("\042"), 3);
	equal(&s.net.b, WILL("\042"), 3);
	assert_false(s.p.ours[TO_LINEMODE].want);
	stop(&s);
}

TEST(urgent_data_throws_text_away_up_to_the_mark)
{
	struct seen s;

	start(&s);
	s.p.synch = true;
	s.urgent = true;
	proto_receive(&s.p, (const uint8_t *)"lost\377\362more" WILL(ECHO), 13);
	s.urgent = false;
	proto_receive(&s.p, (const uint8_t *)"lost\377\362shown", 11);
	equal(&s.text, "shown", 5);
	equal(&s.net.b, DO(ECHO), 3);
	stop(&s);
}

TEST(binary_and_crmod)
{
	struct seen s;

	start(&s);
	proto_receive(&s.p, (const uint8_t *)WILL("\0") "a\r\nb\r\0", 9);
	equal(&s.text, "a\r\nb\r\0", 6);
	stop(&s);
	start(&s);
	s.p.crmod = true;
	proto_receive(&s.p, (const uint8_t *)"a\r\nb\rc\r\0d", 9);
	equal(&s.text, "a\r\n\nb\r\nc\rd", 10);
	stop(&s);
}

TEST(what_is_sent)
{
	struct seen s;

	start(&s);
	proto_text(&s.p, (const uint8_t *)"a\377\377b", 4);
	proto_send_sub(&s.p, (const uint8_t *)"\037\0\377", 3);
	proto_command(&s.p, TC_AYT);
	equal(&s.net.b, "a\377\377\377\377b\377\372\037\0\377\377\377\360\377\366", 16);
	stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_and_line_ends),
		cmocka_unit_test(options_that_they_offer),
		cmocka_unit_test(subnegotiations),
		cmocka_unit_test(a_subnegotiation_of_any_length),
		cmocka_unit_test(what_we_ask_for),
		cmocka_unit_test(a_refusal_is_no_question),
		cmocka_unit_test(urgent_data_throws_text_away_up_to_the_mark),
		cmocka_unit_test(binary_and_crmod),
		cmocka_unit_test(what_is_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
