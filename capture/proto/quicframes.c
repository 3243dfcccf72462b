/* Frames of QUIC's Initial packets: CRYPTO, ACK, PING, PADDING, CONNECTION_CLOSE, no others. */
#include "proto/quicframes.h"

#include "proto/tls.h"

#define PADDING 0x00
#define PING 0x01
#define ACK 0x02
#define ACK_ECN 0x03
#define CRYPTO 0x06
#define CLOSE 0x1c
#define CLOSE_APPLICATION 0x1d
#define CRYPTO_ERROR 0x100	/* and a TLS alert */

static const struct word errors[] = {
	{ 0x00, "NO_ERROR" }, { 0x01, "INTERNAL_ERROR" }, { 0x02, "CONNECTION_REFUSED" },
	{ 0x03, "FLOW_CONTROL_ERROR" }, { 0x04, "STREAM_LIMIT_ERROR" },
	{ 0x05, "STREAM_STATE_ERROR" }, { 0x06, "FINAL_SIZE_ERROR" },
	{ 0x07, "FRAME_ENCODING_ERROR" }, { 0x08, "TRANSPORT_PARAMETER_ERROR" },
	{ 0x09, "CONNECTION_ID_LIMIT_ERROR" }, { 0x0a, "PROTOCOL_VIOLATION" },
	{ 0x0b, "INVALID_TOKEN" }, { 0x0c, "APPLICATION_ERROR" },
	{ 0x0d, "CRYPTO_BUFFER_EXCEEDED" }, { 0x0e, "KEY_UPDATE_ERROR" },
	{ 0x0f, "AEAD_LIMIT_REACHED" }, { 0x10, "NO_VIABLE_PATH" },
	{ 0x11, "VERSION_NEGOTIATION_ERROR" }, { 0 },
};

/* How many of each there are. */
struct tally {
	unsigned ack, ping, crypto;
	size_t padding;
};

uint64_t quic_varint(struct cur *c)
{
	uint8_t first = cur_u8(c);
	uint64_t v = first & 0x3f;

	for (int more = (1 << (first >> 6)) - 1; more; more--)
		v = v << 8 | cur_u8(c);
	return v;
}

static void ack(struct pkt *pk, struct cur *c, bool ecn)
{
	uint64_t ranges;

	quic_varint(c);		/* largest acknowledged */
	quic_varint(c);		/* delay */
	ranges = quic_varint(c);
	quic_varint(c);		/* first range */
	for (; ranges && cur_ok(c) && pkt_step(pk); ranges--) {
		quic_varint(c);
		quic_varint(c);
	}
	for (int i = 0; ecn && i < 3; i++)
		quic_varint(c);
}

/* The bytes that a number before them counts. */
static struct cur counted(struct cur *c)
{
	uint64_t n = quic_varint(c);

	return cur_take(c, n < SIZE_MAX ? (size_t)n : SIZE_MAX);
}

static void crypto(struct cur *c, struct quic_hello *said)
{
	uint64_t at = quic_varint(c);
	struct cur data = counted(c);

	if (cur_left(&data))
		quic_hello_add(said, at, data.p, cur_left(&data));
}

static void close_text(struct cur *c, bool application, struct obuf *o)
{
	uint64_t error = quic_varint(c);
	struct cur reason;

	if (!application)
		quic_varint(c);	/* frame that is to blame */
	reason = counted(c);
	if (!cur_ok(c))
		return;
	ob_str(o, " CONNECTION_CLOSE ");
	if (application || error > UINT32_MAX) {
		ob_0x(o, error, 0);
	} else if (error >> 8 == CRYPTO_ERROR >> 8) {
		ob_str(o, "CRYPTO_ERROR ");
		tls_alert(o, (uint8_t)error);
	} else {
		ob_word_hex(o, errors, (uint32_t)error, "", "");
	}
	if (cur_left(&reason)) {
		ob_str(o, ", reason ");
		ob_esc(o, reason.p, cur_left(&reason));
	}
	ob_c(o, ',');
}

/* One frame. False: nobody knows where the next one begins. */
static bool frame(struct pkt *pk, struct cur *c, struct tally *t, struct quic_hello *said,
		  struct obuf *o)
{
	uint64_t type = quic_varint(c);

	switch (cur_ok(c) ? type : UINT64_MAX) {
	case PADDING:
		t->padding++;
		break;
	case PING:
		t->ping++;
		break;
	case ACK:
	case ACK_ECN:
		t->ack++;
		ack(pk, c, type == ACK_ECN);
		break;
	case CRYPTO:
		t->crypto++;
		crypto(c, said);
		break;
	case CLOSE:
	case CLOSE_APPLICATION:
		close_text(c, type == CLOSE_APPLICATION, o);
		break;
	case UINT64_MAX:
		return false;
	default:
		ob_str(o, " frame ");
		ob_0x(o, type, 2);
		ob_c(o, ',');
		return false;
	}
	return true;
}

static void count_text(struct obuf *o, size_t n, const char *what)
{
	if (!n)
		return;
	ob_c(o, ' ');
	if (n > 1)
		ob_num(o, "", n, " ");
	ob_str(o, what);
	ob_c(o, ',');
}

void quic_frames(struct pkt *pk, struct cur c, struct quic_hello *said, struct obuf *o)
{
	struct tally t = { 0 };
	struct cur told;

	while (cur_left(&c) && frame(pk, &c, &t, said, o) && pkt_step(pk)) {
		/* padding is the bulk of most packets */
		while (cur_left(&c) && *c.p == PADDING) {
			cur_skip(&c, 1);
			t.padding++;
		}
	}
	count_text(o, t.ack, "ACK");
	count_text(o, t.ping, "PING");
	count_text(o, t.crypto, "CRYPTO");
	count_text(o, t.padding, "PADDING");
	told = quic_hello_cur(said);
	if (t.crypto && cur_left(&told)) {
		ob_str(o, " TLS");
		if (!tls_messages(pk, told, o))
			ob_str(o, " ...");
		ob_c(o, ',');
	}
	o->len--;
	if (!cur_ok(&c))
		ob_str(o, " (invalid)");
}
