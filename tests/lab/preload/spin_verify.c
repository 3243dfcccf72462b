/* A library in which the verification of certificates never ends, as with CVE-2022-0778. */
int X509_verify_cert(void *ctx);

int X509_verify_cert(void *ctx)
{
	volatile int more = 1;

	(void)ctx;
	while (more)
		;
	return 1;
}
