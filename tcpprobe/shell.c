/* What the prompt does with the system: a command in a shell, and suspension. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/prog.h"
#include "telnet.h"

/* As whoever started us left them, but for SIGPIPE. */
static void default_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

void shell_run(struct telnet *t, const char *command)
{
	const char *shell = getenv("SHELL");
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit;
	pid_t pid;

	(void)t;
	if (!shell || !*shell)
		shell = "/bin/sh";
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	pid = fork();
	if (pid == 0) {
		default_signals();
		if (*command)
			execl(shell, shell, "-c", command, (char *)NULL);
		else
			execl(shell, shell, (char *)NULL);
		warn_errno("%s", shell);
		_exit(127);
	}
	if (pid < 0)
		warn_errno("fork");
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
}

/* The whole job, as ^Z does; a shell that knows no jobs is not stopped. */
void shell_suspend(struct telnet *t)
{
	sigset_t stop, before;

	(void)t;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, &before);
	kill(0, SIGTSTP);
	sigprocmask(SIG_SETMASK, &before, NULL);
}
