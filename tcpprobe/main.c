/* tcpprobe: telnet(8) whole, and a prober of ports (-z); see tcpprobe(8). Start-up only. */
#include "base/prog.h"
#include "prober.h"
#include "tcpprobe.h"

int main(int argc, char **argv)
{
	const struct persona *as = persona_pick(tcpprobe_personas, argv[0]);

	prog_descriptors();
	if (as == tcpprobe_personas && tcpprobe_probes(argc, argv))
		return prober_main(argc, argv);
	return telnet_main(as, argc, argv);
}
