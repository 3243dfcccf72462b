/* Extensions behind the packet that an ICMP error quotes: RFC 4884, MPLS labels (RFC 4950), 5837. */
#include "icmpext.h"

#include "hex.h"

#define OFFSET 136		/* where they begin if the error does not say: 8 and 128 */

void icmpext_print(struct pkt *pk, struct view v, size_t quote, struct obuf *o)
{
	(void)pk;
	(void)v;
	(void)quote;
	(void)o;
}
