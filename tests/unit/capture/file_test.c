/* Savefiles larger than the window they are seen through, and what others do to them meanwhile. */
#include "file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "../test.h"

#define PACKETS 60000
#define SIZE 56
#define RECORD (16 + SIZE)
#define HEADER 24

static const uint32_t header[6] = { 0xa1b2c3d4, 0x00040002, 0, 0, 262144, 1 };

static void records_write(int fd, uint32_t first, uint32_t n)
{
	uint8_t *all = calloc(n, RECORD);

	for (uint32_t i = 0; i < n; i++) {
		const uint32_t head[4] = { first + i, i % 1000000, SIZE, SIZE };

		memcpy(all + (size_t)RECORD * i, head, sizeof(head));
		memset(all + (size_t)RECORD * i + 16, (uint8_t)(first + i), SIZE);
	}
	assert_int_equal(write(fd, all, (size_t)RECORD * n), (ssize_t)(RECORD * n));
	free(all);
}

/* A descriptor of a file that has no name any more, of so many packets. */
static int savefile(uint32_t n)
{
	char path[] = "/tmp/file_test.XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	unlink(path);
	assert_int_equal(write(fd, header, HEADER), HEADER);
	records_write(fd, 0, n);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static void expect(struct file *f, uint32_t number)
{
	struct frame to;

	assert_int_equal(file_next(f, &to), 1);
	assert_int_equal(to.sec, number);
	assert_int_equal(to.caplen, SIZE);
	assert_int_equal(to.data[0], (uint8_t)number);
	assert_int_equal(to.data[SIZE - 1], (uint8_t)number);
}

TEST(all_of_a_plain_file)
{
	int fd = savefile(PACKETS), again = dup(fd);
	struct frame to;
	struct file f;

	assert_int_equal(file_open_fd(&f, "x", fd, FILE_MAPPED), 0);
	assert_true(f.mapped);
	for (uint32_t i = 0; i < PACKETS; i++)
		expect(&f, i);
	assert_int_equal(file_next(&f, &to), 0);
	/* as if it had been read: who shares the descriptor goes on where it ends */
	assert_int_equal(lseek(again, 0, SEEK_CUR), HEADER + (off_t)RECORD * PACKETS);
	file_close(&f);
	close(again);
}

TEST(from_where_the_descriptor_stands)
{
	int fd = savefile(0);
	struct file f;

	assert_int_equal(lseek(fd, 4321, SEEK_SET), 4321);
	assert_int_equal(write(fd, header, HEADER), HEADER);
	records_write(fd, 0, PACKETS);
	assert_int_equal(lseek(fd, 4321, SEEK_SET), 4321);
	assert_int_equal(file_open_fd(&f, "x", fd, FILE_MAPPED), 0);
	assert_true(f.mapped);
	for (uint32_t i = 0; i < PACKETS; i++)
		expect(&f, i);
	file_close(&f);
}

TEST(a_file_that_grows)
{
	int fd = savefile(PACKETS), end = dup(fd);
	struct frame to;
	struct file f;

	assert_int_equal(file_open_fd(&f, "x", fd, FILE_MAPPED), 0);
	expect(&f, 0);
	for (uint32_t i = 1; i < PACKETS - 1; i++)
		expect(&f, i);
	/* the descriptor is behind all that can be seen now */
	assert_int_equal(lseek(end, 0, SEEK_END), HEADER + (off_t)RECORD * PACKETS);
	records_write(end, PACKETS, 10);
	assert_int_equal(lseek(end, HEADER + (off_t)RECORD * PACKETS, SEEK_SET),
			 HEADER + (off_t)RECORD * PACKETS);
	for (uint32_t i = PACKETS - 1; i < PACKETS + 10; i++)
		expect(&f, i);
	assert_int_equal(file_next(&f, &to), 0);
	file_close(&f);
	close(end);
}

/* Cut short to so many bytes once some packets were read: a few more may come, then it ends. */
static void cut(off_t size, int status)
{
	int fd = savefile(PACKETS), rc;
	uint32_t number = 100;
	struct frame to;
	struct file f;

	assert_int_equal(file_open_fd(&f, "x", fd, FILE_MAPPED), 0);
	assert_true(f.mapped);
	for (uint32_t i = 0; i < number; i++)
		expect(&f, i);
	assert_int_equal(ftruncate(fd, size), 0);
	while ((rc = file_next(&f, &to)) > 0) {
		assert_int_equal(to.caplen, SIZE);
		assert_true(!to.data[SIZE - 1] || to.data[SIZE - 1] == (uint8_t)number);
		number++;
	}
	assert_int_equal(rc, status);
	assert_true(number <= 101 || (off_t)RECORD * number <= size + RECORD);
	if (rc < 0)
		assert_non_null(strstr(f.err, "dump file"));
	file_close(&f);
}

TEST(a_file_that_is_cut_short)
{
	/* behind a record, within one, within the head of one */
	cut(HEADER + (off_t)RECORD * 9000, 0);
	cut(HEADER + (off_t)RECORD * 9000 + 40, -1);
	cut(HEADER + (off_t)RECORD * 9000 + 4, -1);
	/* before what was read already; all of it */
	cut(HEADER + (off_t)RECORD * 50, -1);
	cut(0, -1);
}

TEST(a_pipe)
{
	struct frame to;
	struct file f;
	int p[2];

	assert_int_equal(pipe(p), 0);
	if (!fork()) {
		close(p[0]);
		if (write(p[1], header, HEADER) == HEADER)
			records_write(p[1], 0, PACKETS);
		_exit(0);
	}
	close(p[1]);
	assert_int_equal(file_open_fd(&f, "x", p[0], FILE_MAPPED), 0);
	assert_false(f.mapped);
	for (uint32_t i = 0; i < PACKETS; i++)
		expect(&f, i);
	assert_int_equal(file_next(&f, &to), 0);
	file_close(&f);
	wait(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_a_plain_file),
		cmocka_unit_test(from_where_the_descriptor_stands),
		cmocka_unit_test(a_file_that_grows),
		cmocka_unit_test(a_file_that_is_cut_short),
		cmocka_unit_test(a_pipe),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
