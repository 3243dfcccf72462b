/* sslprobe: connects through TLS as openssl s_client does, and checks services. Start-up only. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/opt.h"
#include "base/opt_text.h"
#include "base/prog.h"
#include "opts.h"

static const struct sslprobe_cfg defaults = {
	.warn_days = -1, .crit_days = -1, .verify_depth = -1, .keymat_len = 20,
	.srp_strength = 1024,
};

/* The deadline holds wherever we are: in the library, too. */
static void time_is_up(int signo)
{
	static const char text[] = "sslprobe: time is up\n";

	(void)signo;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(SSLPROBE_FAIL);
	_exit(SSLPROBE_FAIL);
}

static void set_deadline(ns_t t)
{
	const struct itimerval it = {
		.it_value = { .tv_sec = t / NS_S, .tv_usec = t % NS_S / NS_US },
	};
	struct sigaction sa = { .sa_handler = time_is_up };

	sigaction(SIGALRM, &sa, NULL);
	setitimer(ITIMER_REAL, &it, NULL);
}

/* Either the checker or a session; the status. */
static int act(const struct persona *as, struct sslprobe *s, int argc, char **argv)
{
	if (opts_rules(&s->cfg, as, argc, argv) < 0)
		return s->cfg.check ? SSLPROBE_UNKNOWN : SSLPROBE_FAIL;
	if (s->cfg.check)
		return check_run(&s->cfg, argv);
	if (s->cfg.brief)
		s->cfg.verify_quiet = true;
	s->cfg.silent = (s->cfg.quiet || s->cfg.brief) && !s->cfg.debug;
	if (s->cfg.deadline)
		set_deadline(s->cfg.deadline);
	return client_run(s);
}

static int run(const struct persona *as, int argc, char **argv)
{
	struct sslprobe s = { .cfg = defaults };
	int status = SSLPROBE_FAIL;

	switch (opt_parse_dash(as, &s.cfg, &argc, &argv, &status)) {
	case OPT_OK:
		status = act(as, &s, argc, argv);
		break;
	case OPT_SHOWN:
		break;
	case OPT_BAD:
		status = s.cfg.check ? SSLPROBE_UNKNOWN : status;
		break;
	}
	X509_VERIFY_PARAM_free(s.cfg.param);
	free(s.cfg.conf.p);
	free(s.cfg.extra.p);
	free(s.cfg.dane.p);
	free(s.cfg.modules.p);
	return status;
}

int main(int argc, char **argv)
{
	const struct persona *as = persona_pick(sslprobe_personas, argv[0]);

	prog_descriptors();
	signal(SIGPIPE, SIG_IGN);
	if (as == sslprobe_personas)
		return run(as, argc, argv);
	if (argc > 1 && strncmp(argv[1], "--help=", 7) == 0)
		return opt_text(as, argv[1] + 7);
	if (argc < 2 || strcmp(argv[1], "s_client") != 0)
		return delegate(argv);
	/* messages begin with the name of the command */
	program_invocation_short_name = argv[1];
	return run(as, argc - 1, argv + 1);
}
