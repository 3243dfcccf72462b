/* Does nothing: what starting any program costs in a given build. */
int main(void)
{
	return 0;
}
