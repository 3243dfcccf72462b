/* Names of ports on a system without /etc/services; its form is services(5). */
#include "service.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char service_lines[] =
	"echo 7/tcp\necho 7/udp\ndiscard 9/tcp sink\ndiscard 9/udp sink\ndaytime 13/tcp\n"
	"daytime 13/udp\nftp-data 20/tcp\nftp 21/tcp\nfsp 21/udp\nssh 22/tcp\ntelnet 23/tcp\n"
	"smtp 25/tcp mail\ntime 37/tcp\ntime 37/udp\nwhois 43/tcp\ntacacs 49/tcp\n"
	"tacacs 49/udp\ndomain 53/tcp\ndomain 53/udp\nbootps 67/udp\nbootpc 68/udp\n"
	"tftp 69/udp\ngopher 70/tcp\nfinger 79/tcp\nhttp 80/tcp www\nkerberos 88/tcp\n"
	"kerberos 88/udp\npop3 110/tcp\nsunrpc 111/tcp portmapper\nsunrpc 111/udp portmapper\n"
	"auth 113/tcp ident\nnntp 119/tcp\nntp 123/udp\nepmap 135/tcp\nnetbios-ns 137/udp\n"
	"netbios-dgm 138/udp\nnetbios-ssn 139/tcp\nimap2 143/tcp imap\nsnmp 161/tcp\n"
	"snmp 161/udp\nsnmp-trap 162/tcp\nsnmp-trap 162/udp\nxdmcp 177/udp\nbgp 179/tcp\n"
	"ldap 389/tcp\nldap 389/udp\nhttps 443/tcp\nhttps 443/udp\nmicrosoft-ds 445/tcp\n"
	"kpasswd 464/tcp\nkpasswd 464/udp\nsubmissions 465/tcp smtps\nisakmp 500/udp\n"
	"exec 512/tcp\nbiff 512/udp\nlogin 513/tcp\nwho 513/udp\nshell 514/tcp syslog\n"
	"syslog 514/udp\nprinter 515/tcp\nroute 520/udp router\ndhcpv6-client 546/udp\n"
	"dhcpv6-server 547/udp\nrtsp 554/tcp\nrtsp 554/udp\nnntps 563/tcp\nsubmission 587/tcp\n"
	"asf-rmcp 623/udp\nipp 631/tcp\nldaps 636/tcp\nldaps 636/udp\nldp 646/tcp\nldp 646/udp\n"
	"domain-s 853/tcp\ndomain-s 853/udp\nrsync 873/tcp\nftps-data 989/tcp\nftps 990/tcp\n"
	"telnets 992/tcp\nimaps 993/tcp\npop3s 995/tcp\nsocks 1080/tcp\nopenvpn 1194/tcp\n"
	"openvpn 1194/udp\nms-sql-s 1433/tcp\nl2f 1701/udp l2tp\nradius 1812/tcp\n"
	"radius 1812/udp\nradius-acct 1813/tcp\nradius-acct 1813/udp\nnfs 2049/tcp\n"
	"nfs 2049/udp\niscsi-target 3260/tcp\nmysql 3306/tcp\nms-wbt-server 3389/tcp\n"
	"ipsec-nat-t 4500/udp\nsip 5060/tcp\nsip 5060/udp\nsip-tls 5061/tcp\nsip-tls 5061/udp\n"
	"xmpp-client 5222/tcp\nxmpp-server 5269/tcp\nmdns 5353/udp\n"
	"postgresql 5432/tcp postgres\namqps 5671/tcp\namqp 5672/tcp\nredis 6379/tcp\n"
	"ircd 6667/tcp\nhttp-alt 8080/tcp\ngit 9418/tcp\n";

/* Does the line name it, first or as another name? It ends at the newline. */
static bool line_names(const char *line, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = line; *p && *p != '\n'; p += *p == ' ') {
		size_t word = strcspn(p, " \n");

		if (word == n && memcmp(p, name, n) == 0)
			return true;
		p += word;
	}
	return false;
}

/* "25/tcp" has no letter but those of the transport, so no name is like it. */
static int own_port(const char *name, const char *transport)
{
	for (const char *p = service_lines; *p; p += strcspn(p, "\n") + 1) {
		const char *number = p + strcspn(p, " ") + 1;
		char *slash;
		int port = (int)strtol(number, &slash, 10);

		if ((!transport || strncmp(slash + 1, transport, strlen(transport)) == 0) &&
		    line_names(p, name))
			return port;
	}
	return -1;
}

bool service_is_file(const char *path)
{
	return access(path, F_OK) == 0;
}

int service_own(const char *name, const char *transport)
{
	return service_is_file("/etc/services") ? -1 : own_port(name, transport);
}

int service_port(const char *name, const char *transport)
{
	const struct servent *s = getservbyname(name, transport);

	return s ? ntohs((uint16_t)s->s_port) : service_own(name, transport);
}
