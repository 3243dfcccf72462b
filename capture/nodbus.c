/*
 * libpcap's two entries to D-Bus, which can capture nothing here. Some archives of libpcap refer to
 * them; defined here, they do not draw in libdbus and libsystemd, half of a start and a hundred
 * thousand lines that parse what others send.
 */
#include <pcap/pcap.h>

struct pcap_if_list;

pcap_t *dbus_create(const char *device, char *errbuf, int *is_ours);
int dbus_findalldevs(struct pcap_if_list *devices, char *errbuf);

pcap_t *dbus_create(const char *device, char *errbuf, int *is_ours)
{
	(void)device;
	(void)errbuf;
	*is_ours = 0;
	return NULL;
}

int dbus_findalldevs(struct pcap_if_list *devices, char *errbuf)
{
	(void)devices;
	(void)errbuf;
	return 0;
}
