/*
 * Runs commands in turn, many times each, and prints what one run of each costs.
 *
 *	spawn [-w RUNS] RUNS COMMAND...
 *
 * A COMMAND is one argument, split at blanks; "=3 " before it: its exit status is to be 3, not 0.
 * A line each: the median, the lower and the upper
 * quartile of the time from before the start to after the end, the median of the CPU time
 * (microseconds), and the peak of resident memory (KiB).  Their order is turned each round, so that
 * what else the machine does strikes all alike; a run that waited for a processor is tried again.
 * Output goes nowhere.  -w: so many rounds first that do not count.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORDS = 64, COMMANDS = 32, TRIES = 4 };

struct command {
	const char *text;
	char *words, *argv[WORDS];	/* argv points into words */
	int status;
	double *wall, *cpu;
};

extern char **environ;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "spawn: %s: %s\n", what, why);
	exit(2);
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3;
}

static double microseconds(const struct timeval *tv)
{
	return (double)tv->tv_sec * 1e6 + (double)tv->tv_usec;
}

static void prepare(struct command *c, const char *text)
{
	char *word;
	int n = 0;

	c->text = text;
	c->words = strdup(text);
	for (word = strtok(c->words, " "); word; word = strtok(NULL, " ")) {
		if (!n && word[0] == '=') {
			c->status = atoi(word + 1);
			continue;
		}
		if (n == WORDS - 1)
			die(text, "too many words");
		c->argv[n++] = word;
	}
	if (!n)
		die("a command", "empty");
}

static void check(const struct command *c, int status)
{
	if (!WIFEXITED(status) || WEXITSTATUS(status) != c->status)
		die(c->text, WIFEXITED(status) ? "exits with another status" : "ends by a signal");
}

static void run(const struct command *c, double *wall, double *cpu)
{
	posix_spawn_file_actions_t actions;
	struct rusage use;
	double start;
	pid_t pid;
	int status, error;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	start = now();
	error = posix_spawnp(&pid, c->argv[0], &actions, NULL, c->argv, environ);
	if (error)
		die(c->text, strerror(error));
	while (wait4(pid, &status, 0, &use) < 0)
		if (errno != EINTR)
			die("wait4", strerror(errno));
	*wall = now() - start;
	*cpu = microseconds(&use.ru_utime) + microseconds(&use.ru_stime);
	posix_spawn_file_actions_destroy(&actions);
	check(c, status);
}

/* These programs hardly sleep: one that took much longer than it worked shared its processor. */
static void run_alone(const struct command *c, double *wall, double *cpu)
{
	for (int i = 0; i < TRIES; i++) {
		run(c, wall, cpu);
		if (*wall - *cpu < *wall / 10 + 100)
			break;
	}
}

static long status_kib(pid_t pid, const char *key)
{
	char name[64], line[256];
	long kib = -1;
	FILE *f;

	snprintf(name, sizeof(name), "/proc/%d/status", (int)pid);
	f = fopen(name, "r");
	if (!f)
		die(name, strerror(errno));
	while (kib < 0 && fgets(line, sizeof(line), f))
		if (!strncmp(line, key, strlen(key)))
			kib = strtol(line + strlen(key), NULL, 10);
	fclose(f);
	return kib;
}

/*
 * One more run, stopped at its exit to read the peak: ru_maxrss would be that of this program in a
 * child that needs less, since the kernel carries it over exec.
 */
static long peak(const struct command *c)
{
	long kib = -1;
	int status;
	pid_t pid = fork();

	if (pid < 0)
		die("fork", strerror(errno));
	if (!pid) {
		int fd = open("/dev/null", O_WRONLY);

		if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0 || ptrace(PTRACE_TRACEME, 0, 0, 0) < 0)
			_exit(126);
		raise(SIGSTOP);
		execvp(c->argv[0], c->argv);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEEXIT | PTRACE_O_TRACEEXEC) < 0)
		die("ptrace", strerror(errno));
	while (WIFSTOPPED(status)) {
		int sig = status >> 16 ? 0 : WSTOPSIG(status);

		if (status >> 16 == PTRACE_EVENT_EXIT)
			kib = status_kib(pid, "VmHWM:");
		if (ptrace(PTRACE_CONT, pid, 0, sig == SIGSTOP ? 0 : sig) < 0 ||
		    waitpid(pid, &status, 0) < 0)
			die("ptrace", strerror(errno));
	}
	check(c, status);
	return kib;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static int number(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (*end || end == text || n < 0 || n > 1000000)
		die(text, "not a number of runs");
	return (int)n;
}

static void report(struct command *c, int runs)
{
	size_t n = (size_t)runs;

	qsort(c->wall, n, sizeof(double), ascending);
	qsort(c->cpu, n, sizeof(double), ascending);
	printf("%.2f\t%.2f\t%.2f\t%.2f\t%ld\n", c->wall[n / 2], c->wall[n / 4],
	       c->wall[n - 1 - n / 4], c->cpu[n / 2], peak(c));
	free(c->words);
	free(c->wall);
	free(c->cpu);
}

int main(int argc, char **argv)
{
	static struct command commands[COMMANDS];
	int opt, warm = 0, runs, count, round, i;

	while ((opt = getopt(argc, argv, "+w:")) != -1) {
		if (opt != 'w')
			return 2;
		warm = number(optarg);
	}
	count = argc - optind - 1;
	if (count < 1 || count > COMMANDS)
		die("usage", "spawn [-w RUNS] RUNS COMMAND...");
	runs = number(argv[optind++]);
	if (!runs)
		die("usage", "at least one run");
	for (i = 0; i < count; i++) {
		prepare(&commands[i], argv[optind + i]);
		commands[i].wall = calloc((size_t)runs, sizeof(double));
		commands[i].cpu = calloc((size_t)runs, sizeof(double));
	}
	for (round = -warm; round < runs; round++) {
		for (i = 0; i < count; i++) {
			struct command *c = &commands[(i + round + warm) % count];
			double wall, cpu;

			run_alone(c, &wall, &cpu);
			if (round >= 0)
				c->wall[round] = wall, c->cpu[round] = cpu;
		}
	}
	for (i = 0; i < count; i++)
		report(&commands[i], runs);
	return 0;
}
