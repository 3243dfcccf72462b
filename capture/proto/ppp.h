/* Names and options that PPP's printers share. */
#ifndef CAPTURE_PROTO_PPP_H
#define CAPTURE_PROTO_PPP_H

#include "print.h"

/* PPP protocols. */
extern const struct word ppp_protocols[];

/* A control protocol: who prints one option, or NULL. */
struct ppp_control {
	uint16_t protocol;
	const char *name;
	bool (*option)(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o);
	const struct word *options;
	const char *unknown;	/* the name of the others; NULL: they are not looked into */
	const char *mark;
};

/* Options up to the end of what is promised; none that is longer than the whole message is told. */
void ppp_options(struct pkt *pk, const struct ppp_control *of, struct view v, size_t whole,
		 struct obuf *o);

/* The control protocol of that number, or NULL. */
const struct ppp_control *ppp_control_of(uint16_t protocol);

/* What is behind the protocol's number. */
void ppp_contents(struct pkt *pk, uint16_t protocol, struct view v, struct obuf *o);

/* The contents of one option; v begins with its type. False: the packet ends here. */
bool ppp_lcp_option(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o);
bool ppp_ipcp_option(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o);
bool ppp_ip6cp_option(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o);
bool ppp_ccp_option(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o);
bool ppp_bacp_option(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o);

/* Is the option as long as it has to be? If not, that is said. */
bool ppp_exactly(uint8_t len, uint8_t right, struct obuf *o);
bool ppp_at_least(uint8_t len, uint8_t least, struct obuf *o);

/* What is in an option, in hexadecimal. */
void ppp_option_data(struct view v, uint8_t len, struct obuf *o);

#define PPP_HEADER 4

/* "PAP, Auth-Req (0x01), id 7": code(1) id(1) length(2). False: they are not all there. */
bool ppp_login(struct view v, const char *title, const char *mark, const struct word *codes,
	       struct obuf *o);

/* n bytes, or as many as there are, in hexadecimal. */
void ppp_data(struct view v, size_t n, const char *begin, struct obuf *o);

#endif
