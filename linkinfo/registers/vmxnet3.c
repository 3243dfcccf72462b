/* VMware vmxnet3: its device registers, then as many interrupts and queues as the dump counts. */
#include "registers/drivers.h"

#define REGISTERS 0x24		/* bytes before the first count */

static const char control[] = "Control Registers\n"
			      "=================\n"
			      "    VRRS (Vmxnet3 Revision Report and Selection)    0x{w0:x1}\n"
			      "    UVRS (UPT Version Report and Selection)         0x{w4:x1}\n"
			      "    DSA  (Driver Shared Address)                    0x{q8:x16}\n"
			      "    CMD  (Command Register)                         0x{w10:x1}\n"
			      "    MAC  (Media Access Control address)             "
			      "{b14:x2}:{b15:x2}:{b16:x2}:{b17:x2}:{b18:x2}:{b19:x2}\n"
			      "    ICR  (Interrupt Cause Register)                 0x{w1c:x1}\n"
			      "    ECR  (Event Cause Register)                     0x{w20:x1}\n"
			      "Datapath Registers\n"
			      "==================\n";

/* v is the number of the interrupt or queue. */
static const char interrupt[] =
	"    IMR (Interrupt Mask Register) {v:d}                 0x{w0:x1}\n";

static const char transmit[] = "    Transmit Queue {v:d}\n"
			       "    ----------------\n"
			       "        TXPROD (Transmit Ring Producer Register)    0x{w0:x1}\n"
			       "        Transmit Ring\n"
			       "            Base Address                            0x{q4:x16}\n"
			       "            Size                                    {wc:d}\n"
			       "            next2fill                               {w10:d}\n"
			       "            next2comp                               {w14:d}\n"
			       "            gen                                     {w18:d}\n"
			       "        Transmit Data Ring\n"
			       "            Base Address                            0x{q1c:x16}\n"
			       "            Size                                    {w24:d}\n"
			       "            Buffer Size                             {w28:d}\n"
			       "        Transmit Completion Ring\n"
			       "            Base Address                            0x{q2c:x16}\n"
			       "            size                                    {w34:d}\n"
			       "            next2proc                               {w38:d}\n"
			       "            gen                                     {w3c:d}\n"
			       "        stopped                                     {w40:d}\n";

static const char receive[] = "    Receive Queue {v:d}\n"
			      "    ----------------\n"
			      "        RXPROD1 (Receive Ring Producer Register) 1  0x{w0:x1}\n"
			      "        RXPROD2 (Receive Ring Producer Register) 2  0x{w4:x1}\n"
			      "{*2@18         Receive Ring {#0+1:d}\n"
			      "            Base Address                            0x{q8:x16}\n"
			      "            Size                                    {w10:d}\n"
			      "            next2fill                               {w14:d}\n"
			      "            next2comp                               {w18:d}\n"
			      "            gen                                     {w1c:d}\n}"
			      "        Receive Data Ring\n"
			      "            Base Address                            0x{q38:x16}\n"
			      "            Size                                    {w40:d}\n"
			      "            Buffer Size                             {w44:d}\n"
			      "        Receive Completion Ring\n"
			      "            Base Address                            0x{q48:x16}\n"
			      "            size                                    {w50:d}\n"
			      "            next2proc                               {w54:d}\n"
			      "            gen                                     {w58:d}\n";

static void skip(struct regs *r, size_t n)
{
	n = n < r->len ? n : r->len;
	r->p += n;
	r->len -= n;
}

/* A count, and so many parts of that size. */
static bool parts(struct regs *r, struct obuf *o, const char *text, size_t size)
{
	uint32_t n = 0;

	if (r->len < 4)
		return false;
	for (size_t i = 4; i-- > 0;)
		n = n << 8 | r->p[i];
	skip(r, 4);
	for (r->version = 0; r->version < n; r->version++) {
		if (!regs_text(r, o, text))
			return false;
		skip(r, size);
	}
	return true;
}

bool regs_vmxnet3(const struct regs *r, struct obuf *o)
{
	struct regs rest = *r;
	size_t len = o->len;

	if (r->version != 2 || !regs_text(r, o, control))
		return false;
	skip(&rest, REGISTERS);
	if (parts(&rest, o, interrupt, 4) && parts(&rest, o, transmit, 0x44) &&
	    parts(&rest, o, receive, 0x5c))
		return true;
	o->len = len;
	return false;
}
