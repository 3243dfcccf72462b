/* Reading files of numbers below /proc: proc(5). */
#include "sys/proc.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"

int proc_ipv4(const char *name)
{
	char path[64], text[16] = "";
	int64_t v;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/sys/net/ipv4/%s", name);
	f = fopen(path, "re");
	if (!f)
		return -1;
	if (!fgets(text, sizeof(text), f))
		text[0] = '\0';
	fclose(f);
	text[strcspn(text, "\n")] = '\0';
	return num_int(text, 0, INT32_MAX, &v) == NUM_OK ? (int)v : -1;
}

/* A line is the name, blanks, and the value. */
static bool is_of(const char *line, const char *name, uint64_t *value)
{
	size_t n = strlen(name), blanks;
	int64_t v;

	if (strncmp(line, name, n) != 0)
		return false;
	blanks = strspn(line + n, " \t");
	if (!blanks || num_int(line + n + blanks, 0, INT64_MAX, &v) != NUM_OK)
		return false;
	*value = (uint64_t)v;
	return true;
}

/* A line of names, then one of numbers, in the same order. */
static bool column_of(char *names, char *numbers, const char *name, uint64_t *value)
{
	char *more = NULL, *rest = NULL;
	char *key = strtok_r(names, " \n", &more), *text = strtok_r(numbers, " \n", &rest);
	int64_t v;

	while (key && text && strcmp(key, name) != 0) {
		key = strtok_r(NULL, " \n", &more);
		text = strtok_r(NULL, " \n", &rest);
	}
	if (!key || !text || num_int(text, 0, INT64_MAX, &v) != NUM_OK)
		return false;
	*value = (uint64_t)v;
	return true;
}

/* In a file of such pairs, each line with the name of its group in front. */
static bool table_of(const char *path, const char *group, const char *name, uint64_t *value)
{
	FILE *f = fopen(path, "re");
	char names[8192], numbers[8192];
	bool found = false;

	while (f && !found && fgets(names, sizeof(names), f) && fgets(numbers, sizeof(numbers), f))
		found = strncmp(names, group, strlen(group)) == 0 &&
			column_of(names, numbers, name, value);
	if (f)
		fclose(f);
	return found;
}

bool proc_icmp(const char *name, uint64_t *value)
{
	return table_of("/proc/net/snmp", "Icmp: ", name, value);
}

bool proc_tcp(const char *name, uint64_t *value)
{
	return table_of("/proc/net/netstat", "TcpExt: ", name, value);
}

bool proc_snmp6(const char *name, uint64_t *value)
{
	FILE *f = fopen("/proc/net/snmp6", "re");
	char line[128];
	bool found = false;

	while (f && !found && fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		found = is_of(line, name, value);
	}
	if (f)
		fclose(f);
	return found;
}
