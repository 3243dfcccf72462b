/* From a name and a port to a connection: one address after the other until one accepts. */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "sys/sock.h"
#include "telnet.h"

#define TELNET_PORT 23
#define PORT_MAX 65535

struct target {
	const char *host, *port, *bind, *user;
	int family;
	bool login, negotiate;
};

static int usage(struct telnet *t, const char *name)
{
	say(t, "usage: %s [-4] [-6] [-l user] [-b addr] [-a] host-name [port]\n", name);
	return -1;
}

/* The options of `open`; of the command line only host and port are left here. */
static int read_words(struct telnet *t, char **words, int n, const char *name, struct target *to)
{
	int i = 1;

	for (; i < n && words[i][0] == '-' && words[i][1] && !words[i][2]; i++) {
		char letter = words[i][1];

		if (letter == '4')
			to->family = AF_INET;
		else if (letter == '6')
			to->family = AF_INET6;
		else if (letter == 'a')
			to->login = true;
		else if ((letter == 'l' || letter == 'b') && i + 1 < n)
			*(letter == 'l' ? &to->user : &to->bind) = words[++i];
		else if (letter == 'l' || letter == 'b')
			return usage(t, name);
		else
			break;
	}
	if (i >= n || n - i > 2 || !*words[i] || strcmp(words[i], "?") == 0 ||
	    strcmp(words[i], "help") == 0)
		return usage(t, name);
	to->host = words[i];
	to->port = i + 1 < n ? words[i + 1] : NULL;
	return 0;
}

/* "-25" asks for TELNET's negotiation on a port that is not its own. */
static int read_port(struct telnet *t, struct target *to)
{
	int64_t number;
	enum num_result r;

	to->negotiate = !to->port;
	if (!to->port)
		to->port = "telnet";
	if (*to->port == '-') {
		to->negotiate = true;
		to->port++;
	}
	if (strchr("0123456789+-", *to->port) == NULL || !*to->port)
		return 0;
	r = num_int(to->port, 1, PORT_MAX, &number);
	if (r == NUM_SYNTAX) {
		say(t, "Invalid port name '");
		ob_esc(&t->out, to->port, strlen(to->port));
		say(t, "'.\n");
		return -1;
	}
	if (r != NUM_OK) {
		say(t, "Port number %s is out of range.\n", to->port);
		return -1;
	}
	to->port += *to->port == '+';
	return 0;
}

static struct addrinfo *look_up(struct telnet *t, const struct target *to)
{
	const struct addrinfo hints = { .ai_family = to->family, .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	int error = getaddrinfo(to->host, to->port, &hints, &found);

	if (!error)
		return found;
	say(t, "Server lookup failure:  ");
	ob_esc(&t->out, to->host, strlen(to->host));
	ob_c(&t->out, ':');
	ob_esc(&t->out, to->port, strlen(to->port));
	say(t, ", %s\n", gai_strerror(error));
	return NULL;
}

/* The address to connect from, of the family that it has. */
static int look_up_bind(struct telnet *t, struct target *to, struct addrinfo **from)
{
	const struct addrinfo hints = { .ai_family = to->family, .ai_socktype = SOCK_STREAM,
					.ai_flags = AI_PASSIVE };
	int error;

	*from = NULL;
	if (!to->bind)
		return 0;
	error = getaddrinfo(to->bind, NULL, &hints, from);
	if (!error) {
		to->family = (*from)->ai_family;
		return 0;
	}
	ob_str(&t->out, "Could not resolve ");
	ob_esc(&t->out, to->bind, strlen(to->bind));
	say(t, ": %s\n", gai_strerror(error));
	return -1;
}

static void set_options(const struct telnet *t, int fd)
{
	sock_int(fd, SOL_SOCKET, SO_OOBINLINE, 1);
	/* what is typed leaves at once; what belongs together is written at once */
	sock_int(fd, IPPROTO_TCP, TCP_NODELAY, 1);
	if (t->on.debug && sock_int(fd, SOL_SOCKET, SO_DEBUG, 1) < 0)
		warn_errno("setsockopt (SO_DEBUG)");
}

/* 1: it accepts; 0: it does not, errno says why; -1 after a message: no address will. */
static int try_address(struct telnet *t, const struct addrinfo *a, const struct addrinfo *from)
{
	struct addr addr = sock_from(a->ai_addr, a->ai_addrlen);
	char text[SOCK_STR];
	int fd, error;

	say(t, "Trying %s...\n", sock_str(&addr, text));
	ob_flush(&t->out);
	fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0) {
		warn_errno("socket");
		return -1;
	}
	if (from && bind(fd, from->ai_addr, from->ai_addrlen) < 0) {
		warn_errno("bind");
		close(fd);
		return -1;
	}
	set_options(t, fd);
	if (connect(fd, a->ai_addr, a->ai_addrlen) == 0) {
		t->fd = fd;
		return 1;
	}
	error = errno;
	close(fd);
	errno = error;
	warn_errno("connect to address %s", text);
	errno = error;
	return 0;
}

static int try_all(struct telnet *t, const struct addrinfo *all, const struct addrinfo *from)
{
	for (const struct addrinfo *a = all; a; a = a->ai_next) {
		int r = try_address(t, a, from);

		if (r)
			return r > 0 ? 0 : -1;
	}
	warn_errno("Unable to connect to remote host");
	return -1;
}

/* The user's name is told only where the user asks for that: -a, -l, `toggle autologin`. */
static void export_user(struct telnet *t, const struct target *to)
{
	struct environ_var *v = environ_find(t, "USER");
	const struct passwd *pw;

	if (to->user) {
		environ_define(t, "USER", to->user, true);
	} else if (to->login && v) {
		v->exported = true;
	} else if (to->login) {
		pw = getpwuid(getuid());
		if (pw)
			environ_define(t, "USER", pw->pw_name, true);
	}
}

static void begin(struct telnet *t, const struct target *to)
{
	size_t n = strnlen(to->host, sizeof(t->host) - 1);

	memcpy(t->host, to->host, n);
	t->host[n] = '\0';
	options_open(t);
	export_user(t, to);
	rc_read(t);
	if (t->fd < 0 || t->ended)
		return;
	ob_str(&t->out, "Connected to ");
	ob_esc(&t->out, t->host, strlen(t->host));
	say(t, ".\nEscape character is '");
	char_text(&t->out, t->chars[CH_ESCAPE]);
	say(t, "'.\n");
	ob_flush(&t->out);
	t->negotiate = to->negotiate;
}

int connect_host(struct telnet *t, char **words, int n, const char *name)
{
	struct target to = {
		.family = t->cfg.family == ADDR_V4 ? AF_INET :
			  t->cfg.family == ADDR_V6 ? AF_INET6 :
						     AF_UNSPEC,
		.bind = t->cfg.bind,
		.user = t->cfg.user,
		.login = t->on.autologin,
	};
	struct addrinfo *all, *from;
	int result = -1;

	if (read_words(t, words, n, name, &to) < 0 || read_port(t, &to) < 0 ||
	    look_up_bind(t, &to, &from) < 0)
		return -1;
	all = look_up(t, &to);
	if (all) {
		if (sock_port(all->ai_addr, all->ai_addrlen) == TELNET_PORT)
			to.negotiate = true;
		result = try_all(t, all, from);
		freeaddrinfo(all);
	}
	if (from)
		freeaddrinfo(from);
	if (result == 0)
		begin(t, &to);
	return result;
}
